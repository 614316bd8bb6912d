package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.FieldTable;

/** What paths in violations have in common. */
final class FieldPaths {
  private FieldPaths() {}

  /** Returns the field of a path, without places in lists and names that TikTok doesn't know. */
  static String kind(String path) {
    if (path.isEmpty()) {
      return "record";
    }
    String whole = withoutPlaces(path);
    for (String known = whole; !known.isEmpty(); known = parent(known)) {
      if (FieldTable.find(known) != null) {
        return known.equals(whole) ? known : known + ".[custom]";
      }
    }
    return "[custom]";
  }

  private static String withoutPlaces(String path) {
    if (path.indexOf('[') < 0) {
      return path;
    }
    StringBuilder text = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int end = path.charAt(i) == '[' ? endOfPlace(path, i + 1) : -1;
      if (end < 0) {
        text.append(path.charAt(i));
      } else {
        i = end;
      }
    }
    return text.toString();
  }

  /** Returns where the bracket of a place closes that holds digits only; -1 if it holds others. */
  private static int endOfPlace(String path, int from) {
    int i = from;
    while (i < path.length() && path.charAt(i) >= '0' && path.charAt(i) <= '9') {
      i++;
    }
    return i < path.length() && path.charAt(i) == ']' ? i : -1;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
