/** From the rows of a file to records. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.cli.rows;
