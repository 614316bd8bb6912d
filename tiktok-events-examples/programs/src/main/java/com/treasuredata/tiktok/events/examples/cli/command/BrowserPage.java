package com.treasuredata.tiktok.events.examples.cli.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page for the browser that says what happened and what to do. It has all in itself, follows the
 * browser's light or dark, and runs nothing.
 *
 * @param status the HTTP status
 * @param title what happened, in a few words
 * @param text what that means, or why
 * @param advice what to do now
 */
record BrowserPage(int status, String title, String text, String advice) {
  private static final String CSS =
      """
      :root{color-scheme:light dark}
      body{margin:0;min-height:100vh;display:grid;place-items:center;\
      font:16px/1.5 system-ui,sans-serif;background:#f4f4f5;color:#18181b}
      main{box-sizing:border-box;width:min(34rem,92vw);padding:2rem 2.25rem;border-radius:12px;\
      background:#fff;border-top:4px solid #16a34a;box-shadow:0 1px 8px rgba(0,0,0,.12)}
      main.bad{border-top-color:#dc2626}
      h1{margin:0 0 .75rem;font-size:1.35rem;line-height:1.3}
      p{margin:.5rem 0;overflow-wrap:anywhere}
      footer{margin-top:1.5rem;font-size:.85rem;color:#71717a}
      @media (prefers-color-scheme:dark){body{background:#18181b;color:#f4f4f5}\
      main{background:#27272a;box-shadow:none}footer{color:#a1a1aa}}
      """;

  /** What the page may do: have this style, and nothing else. */
  static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(CSS) + "'";

  String html() {
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\""
        + " content=\"width=device-width\"><title>"
        + escaped(title)
        + "</title><style>"
        + CSS
        + "</style><main"
        + (status == 200 ? "" : " class=\"bad\"")
        + "><h1>"
        + escaped(title)
        + "</h1><p>"
        + escaped(text)
        + "</p><p>"
        + escaped(advice)
        + "</p><footer>tiktok-events auth login</footer></main></html>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String digest(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
