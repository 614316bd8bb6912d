package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.EOFException;
import java.io.IOException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Judges the body of one request to event/track while it streams by, all or nothing (§5.4).
 *
 * <p>No tree is built; only what {@link Batch} lists is remembered.
 */
final class BatchJudge {
  static final int MAX_EVENTS = 1000; // §1.2

  private static final String V1 =
      "an Events API 1.0 field; event/track takes event_source, event_source_id and data.";

  /** The live wording (§5.3), stale as it is: crm is valid. */
  private static final String UNKNOWN_SOURCE = "must be web, app or offline.";

  private static final String MOSHI_ADVICE = "Use JsonReader.setLenient(true) to accept ";

  private static final JsonReader.Options NAMES =
      JsonReader.Options.of(
          "event_source",
          "event_source_id",
          "data",
          "test_event_code",
          "partner_name",
          "pixel_code",
          "event_set_id",
          "batch",
          "context",
          "timestamp",
          "event",
          "properties");
  private static final int EVENT_SOURCE = 0;
  private static final int EVENT_SOURCE_ID = 1;
  private static final int DATA = 2;
  private static final int TEST_EVENT_CODE = 3;
  private static final int PARTNER_NAME = 4;

  private final EventNotes notes = new EventNotes();
  private final Batch batch;
  private final boolean keep;
  private @Nullable EventRules rules;
  private int seen;

  private BatchJudge(Batch batch, boolean keep) {
    this.batch = batch;
    this.keep = keep;
  }

  /**
   * Reads {@code body} into {@code batch}; if {@code keep}, with the events' texts.
   *
   * @throws Refusal at the first rule that is broken; {@code batch} then holds what came before
   */
  static void judge(Buffer body, Batch batch, boolean keep) {
    try {
      new BatchJudge(batch, keep).judge(JsonReader.of(body));
    } catch (EOFException e) {
      throw Refusal.of(Codes.INVALID_PARAMS, "The body is not JSON: it ends too early.");
    } catch (IOException | JsonDataException e) {
      String problem = String.valueOf(e.getMessage()).replace(MOSHI_ADVICE, "");
      throw Refusal.of(Codes.INVALID_PARAMS, "The body is not JSON: " + problem);
    }
  }

  private void judge(JsonReader in) throws IOException {
    if (in.peek() != Token.BEGIN_OBJECT) {
      throw Refusal.of(Codes.INVALID_PARAMS, "The body is not a JSON object.");
    }
    in.beginObject();
    while (in.hasNext()) {
      int name = in.selectName(NAMES);
      if (name < 0) {
        Checks.tolerate(in);
      } else {
        if (name == DATA && rules == null) {
          rules = rulesFurtherOn(in);
        }
        judgeField(in, name);
      }
    }
    in.endObject();
    if (in.peek() != Token.END_DOCUMENT) {
      throw new AssertionError("a strict reader fails by itself if anything follows");
    }
    requireAll();
  }

  private void judgeField(JsonReader in, int name) throws IOException {
    try {
      if ((seen & (1 << name)) != 0) {
        throw Refusal.invalid("given twice.");
      }
      seen |= 1 << name;
      switch (name) {
        case EVENT_SOURCE -> rules = rules(in);
        case EVENT_SOURCE_ID -> batch.sourceId = sourceId(in);
        case DATA -> data(in, requireNonNull(rules));
        case TEST_EVENT_CODE -> batch.testEventCode = Checks.string(in);
        case PARTNER_NAME -> Checks.string(in);
        default -> throw Refusal.invalid(V1); // §8
      }
    } catch (Refusal refusal) {
      throw refusal.under(NAMES.strings().get(name));
    }
  }

  private void requireAll() {
    if (rules == null) {
      throw noSource();
    }
    if (batch.sourceId == null) {
      throw Refusal.invalid("not a valid string.").under("event_source_id"); // live (§5.3)
    }
    if ((seen & (1 << DATA)) == 0) {
      throw Refusal.invalid("missing, but required.").under("data");
    }
  }

  private static Refusal noSource() {
    return Refusal.invalid(UNKNOWN_SOURCE + " It belongs beside data, not into an event.")
        .under("event_source");
  }

  private EventRules rules(JsonReader in) throws IOException {
    EventRules found = in.peek() == Token.STRING ? EventRules.of(in.nextString()) : null;
    if (found == null) {
      throw Refusal.invalid(UNKNOWN_SOURCE);
    }
    batch.source = found.source();
    batch.deduplicates = found.deduplicates();
    return found;
  }

  private static String sourceId(JsonReader in) throws IOException {
    String id = Checks.nonBlank(in);
    if (id.chars().anyMatch(Character::isWhitespace)) {
      throw Refusal.invalid(Checks.quoted(id) + " contains white space."); // §1.2, shape
    }
    return id;
  }

  private void data(JsonReader in, EventRules rules) throws IOException {
    if (in.peek() != Token.BEGIN_ARRAY) {
      throw Refusal.invalid("not a valid array.");
    }
    in.beginArray();
    while (in.hasNext()) {
      if (batch.size() == MAX_EVENTS) {
        throw batchSize("more than " + MAX_EVENTS + " events in one request.");
      }
      event(in, rules);
    }
    in.endArray();
    if (batch.size() == 0) {
      throw batchSize("no event in the request.");
    }
  }

  /** Looks past {@code data}: members have no order, so its source may stand behind it. */
  private EventRules rulesFurtherOn(JsonReader in) throws IOException {
    JsonReader ahead = in.peekJson();
    ahead.skipValue();
    while (ahead.hasNext()) {
      if (ahead.nextName().equals("event_source")) {
        try {
          return rules(ahead);
        } catch (Refusal refusal) {
          throw refusal.under("event_source");
        }
      }
      ahead.skipValue();
    }
    throw noSource();
  }

  private void event(JsonReader in, EventRules rules) throws IOException {
    try {
      if (keep) {
        String text = in.nextSource().readUtf8();
        batch.texts.add(text);
        rules.judge(JsonReader.of(new Buffer().writeUtf8(text)), notes);
      } else {
        rules.judge(in, notes);
      }
    } catch (Refusal refusal) {
      throw refusal.under(Integer.toString(batch.size()));
    }
    batch.add(notes);
  }

  /** §1.2 and §5.3: the whole request is refused. */
  private static Refusal batchSize(String problem) {
    return Refusal.of(Codes.INVALID_BATCH_SIZE, problem);
  }
}
