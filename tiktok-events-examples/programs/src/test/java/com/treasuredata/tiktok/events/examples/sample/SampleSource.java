package com.treasuredata.tiktok.events.examples.sample;

import java.util.List;
import java.util.Locale;

/** The files of the sample, one for each kind of event source. */
enum SampleSource {
  WEB("web.csv", 2600, 1),
  OFFLINE("offline.csv", 1200, 2),
  APP("app.jsonl", 800, 3),
  CRM("crm.jsonl", 400, 4);

  private final String file;
  private final int size;
  private final long seed;

  SampleSource(String file, int size, long seed) {
    this.file = file;
    this.size = size;
    this.seed = seed;
  }

  String file() {
    return file;
  }

  /** Returns how many records the file has, wrong ones and duplicates included. */
  int size() {
    return size;
  }

  /** Returns where the chance begins that the file is made by. */
  long seed() {
    return seed;
  }

  EventMaker maker() {
    return switch (this) {
      case WEB -> WebEvents::make;
      case OFFLINE -> OfflineEvents::make;
      case APP -> AppEvents::make;
      case CRM -> CrmEvents::make;
    };
  }

  Rendering rendering() {
    return switch (this) {
      case WEB -> new CsvRendering('.');
      case OFFLINE -> new CsvRendering('_');
      case APP -> new JsonRendering(List.of(JsonStyle.NESTED));
      case CRM -> new JsonRendering(List.of(JsonStyle.values()));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
