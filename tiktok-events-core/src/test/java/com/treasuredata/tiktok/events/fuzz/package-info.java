/**
 * Inputs that nobody would write. Each target is run on changed seeds in every build, and by Jazzer
 * in the Maven profile {@code fuzz}, which goes on from the same seeds.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.fuzz;
