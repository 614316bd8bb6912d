/** The commands, a class each: no logic but wiring. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.cli.command;
