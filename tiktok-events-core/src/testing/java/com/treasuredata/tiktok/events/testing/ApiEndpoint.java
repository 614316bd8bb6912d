package com.treasuredata.tiktok.events.testing;

/** The address of an operation other than event/track: checks the caller, then handles the call. */
final class ApiEndpoint implements Endpoint {
  private final Operation operation;
  private final Tokens tokens;
  private final Script script;
  private final Handler handler;

  ApiEndpoint(Operation operation, Tokens tokens, Script script, Handler handler) {
    this.operation = operation;
    this.tokens = tokens;
    this.script = script;
    this.handler = handler;
  }

  @Override
  public Answer answer(Call call) {
    return script.play(() -> judged(call));
  }

  private Answer judged(Call call) {
    try {
      Grant grant = tokens.admit(call, operation);
      return Answer.envelope(Codes.OK, "OK", handler.handle(call, grant).text());
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }
}
