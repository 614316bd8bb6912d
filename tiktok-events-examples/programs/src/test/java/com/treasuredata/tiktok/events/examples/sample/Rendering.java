package com.treasuredata.tiktok.events.examples.sample;

import java.util.List;

/** How records are written into a file. */
interface Rendering {
  /** Returns the whole text of a file. */
  String render(List<SampleRecord> records);
}
