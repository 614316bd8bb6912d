/** Small programs to copy from; each is run by a test, and README's code is cut from them. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples;
