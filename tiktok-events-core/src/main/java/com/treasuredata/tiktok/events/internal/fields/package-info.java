/** Events as the values of fields, one beside the other. Not for use outside this library. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.fields;
