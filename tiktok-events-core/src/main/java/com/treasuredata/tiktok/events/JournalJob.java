package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** What tells the job of a journal from others, held against what is in the journal's file. */
final class JournalJob {
  static final String SOURCE_TYPE = "event_source";
  static final String SOURCE_ID = "event_source_id";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** A token may be in the value's place. */
  private static final Pattern NOT_SHOWN =
      Pattern.compile("(?i).*(test_event_code|token|secret|password|credential).*");

  /** In characters of all values. */
  private static final int MAX_LENGTH = 1 << 20;

  private final Map<String, String> texts;
  private final String shownFile;

  /**
   * Creates one.
   *
   * @param texts what the caller says of the job, by name
   * @param own names that the caller can't use
   * @param shownFile the journal's file, for messages
   * @throws IllegalArgumentException if a name can't be used, or the texts are too long
   */
  JournalJob(Map<String, String> texts, Set<String> own, String shownFile) {
    long length = 0;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String name = Objects.requireNonNull(entry.getKey(), "a name of the job");
      if (!NAME.matcher(name).matches() || own.contains(name)) {
        throw new IllegalArgumentException(
            "a name of the job must be 1 to 64 letters, digits, _ . -, and none of the journal's"
                + " own: "
                + ForeignText.quoted(name));
      }
      length += Objects.requireNonNull(entry.getValue(), name).length();
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the job's values are longer than " + MAX_LENGTH + " characters; give a digest");
    }
    this.texts = new LinkedHashMap<>(texts);
    this.shownFile = shownFile;
  }

  /** Returns all that is known of the job, to be written down. */
  Map<String, String> texts() {
    return new LinkedHashMap<>(texts);
  }

  /**
   * Makes sure that a file is of this job.
   *
   * @param own names of the file that say nothing of the job
   * @throws JournalException if it is another's
   */
  void requireSame(Properties found, Set<String> own) {
    texts.forEach((name, value) -> requireSame(name, found.getProperty(name, ""), value));
    for (String name : found.stringPropertyNames()) {
      if (!own.contains(name) && !ClientSettings.NAMES.contains(name)) {
        requireSame(name, found.getProperty(name), texts.getOrDefault(name, ""));
      }
    }
  }

  /** Adds what the client says, unless the caller has said it already. */
  void add(ClientSettings client) {
    client.texts().forEach(texts::putIfAbsent);
  }

  /**
   * Makes sure that events go where they went.
   *
   * @throws JournalException if they went elsewhere
   */
  void requireSame(EventSource earlier, EventSource now) {
    requireSame(SOURCE_TYPE, earlier.type().wireName(), now.type().wireName());
    requireSame(SOURCE_ID, earlier.id(), now.id());
  }

  private void requireSame(String name, String earlier, String now) {
    if (!earlier.equals(now)) {
      throw another(
          NOT_SHOWN.matcher(name).matches()
              ? ForeignText.cut(name) + " differs"
              : ForeignText.cut(name)
                  + " was "
                  + ForeignText.quoted(earlier)
                  + " and is "
                  + ForeignText.quoted(now));
    }
  }

  /** Returns what to throw if the file is of another job. */
  JournalException another(String difference) {
    return JournalException.of(
        shownFile
            + " is of another export: "
            + difference
            + ". Name another file, or delete it to start from the first record.");
  }
}
