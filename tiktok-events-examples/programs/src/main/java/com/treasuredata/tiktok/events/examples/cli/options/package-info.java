/** What can be typed behind several commands, checked before anything is read. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.cli.options;
