@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.cli.rows;
