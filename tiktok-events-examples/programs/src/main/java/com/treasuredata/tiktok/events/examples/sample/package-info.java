/**
 * The sample that the demo exports: some 5,000 invented events of a shop that sells in many
 * countries, a few of them wrong in the ways rows go wrong.
 *
 * <p>{@link com.treasuredata.tiktok.events.examples.sample.SampleGenerator} writes it. Nobody in it
 * exists: addresses are in the domains and networks reserved for examples, telephone numbers in the
 * ranges kept for fiction where a country has some.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.sample;
