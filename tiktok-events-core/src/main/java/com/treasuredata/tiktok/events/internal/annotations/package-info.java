/**
 * What the compiler checks of those who call this library, by the simple names that Error Prone
 * knows. Not for use outside this library.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.annotations;
