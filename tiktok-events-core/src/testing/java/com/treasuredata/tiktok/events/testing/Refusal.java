package com.treasuredata.tiktok.events.testing;

import org.jspecify.annotations.Nullable;

/** The first rule a request breaks; its path is completed on the way out of the nested objects. */
final class Refusal extends RuntimeException {
  private final int code;
  private final String path;
  private final String problem;
  private final @Nullable String data;

  private Refusal(int code, String path, String problem, @Nullable String data) {
    super(problem, null, false, false); // a verdict, not a fault: no stack trace
    this.code = code;
    this.path = path;
    this.problem = problem;
    this.data = data;
  }

  /** A field that breaks a rule; answered without {@code data} (§9.8). */
  static Refusal invalid(String problem) {
    return of(Codes.INVALID_FIELD, problem);
  }

  static Refusal of(int code, String problem) {
    return new Refusal(code, "", problem, null);
  }

  /** A caller without the right; answered with empty {@code data} (§9.8). */
  static Refusal denied(int code, String problem) {
    return new Refusal(code, "", problem, "{}");
  }

  static Refusal missing(String... names) {
    return invalid("Missing required field(s): " + String.join(", ", names));
  }

  /** The same refusal seen from one level further out: {@code email} becomes {@code user.email}. */
  Refusal under(String name) {
    return new Refusal(code, path.isEmpty() ? name : name + "." + path, problem, data);
  }

  Answer answer() {
    return Answer.envelope(code, message(), data);
  }

  String message() {
    return path.isEmpty() ? problem : "Invalid value for " + path + ": " + problem;
  }
}
