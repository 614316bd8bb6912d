/**
 * What an event costs, beside a floor and other libraries, in one run: see the module's README.md.
 */
@NullMarked
package com.treasuredata.tiktok.events.benchmarks;

import org.jspecify.annotations.NullMarked;
