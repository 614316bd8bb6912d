/** The files that tell of an export: one line for each record, and its report. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.cli.files;
