@NullMarked
package com.treasuredata.tiktok.events.spark;

import org.jspecify.annotations.NullMarked;
