package com.treasuredata.tiktok.events.testing;

/** The first rule a request breaks; its path is completed on the way out of the nested objects. */
final class Refusal extends RuntimeException {
  private final int code;
  private final String path;
  private final String problem;

  private Refusal(int code, String path, String problem) {
    super(problem, null, false, false); // a verdict, not a fault: no stack trace
    this.code = code;
    this.path = path;
    this.problem = problem;
  }

  static Refusal invalid(String problem) {
    return new Refusal(Codes.INVALID_FIELD, "", problem);
  }

  static Refusal of(int code, String problem) {
    return new Refusal(code, "", problem);
  }

  /** The same refusal seen from one level further out: {@code email} becomes {@code user.email}. */
  Refusal under(String name) {
    return new Refusal(code, path.isEmpty() ? name : name + "." + path, problem);
  }

  /** The envelope for it: §9.8 shows a validation failure without {@code data}. */
  Answer answer() {
    String message = path.isEmpty() ? problem : "Invalid value for " + path + ": " + problem;
    return Answer.envelope(code, message, null);
  }
}
