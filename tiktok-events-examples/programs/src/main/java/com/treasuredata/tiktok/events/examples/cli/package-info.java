/** The {@code tiktok-events} command line: the whole library without writing code. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.cli;
