@NullMarked
package com.treasuredata.tiktok.events.embulk;

import org.jspecify.annotations.NullMarked;
