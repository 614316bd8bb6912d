/**
 * The sample that the demo exports: some 5,000 invented events of a shop that sells in many
 * countries, a few of them wrong in the ways rows go wrong.
 *
 * <p>Nobody in it exists: addresses are in the domains and networks reserved for examples,
 * telephone numbers in the ranges kept for fiction where a country has some. {@code
 * SampleGenerator} among the tests writes it.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.sample;
