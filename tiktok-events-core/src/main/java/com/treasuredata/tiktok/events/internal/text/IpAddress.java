package com.treasuredata.tiktok.events.internal.text;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Reads IP addresses written as text, without asking any name server (events-api.md §2.2). Only
 * public ones are of use to TikTok; those for documentation count as public, since TikTok's own
 * samples use them.
 */
final class IpAddress {
  private static final int LONGEST = 45; // eight groups, the last two as an IPv4 address

  private static final int LONGEST_LIST = 1_000;

  private IpAddress() {}

  static Normalized normalize(String text) {
    String ip = Text.lower(Text.trim(text));
    InetAddress address = parse(ip);
    if (address == null) {
      return ofProxies(ip);
    }
    return of(ip, address);
  }

  /**
   * Returns the first public address of a list as proxies write it, and without its port: {@code
   * 203.0.113.7, 10.0.0.1}, {@code 203.0.113.7:54321}, {@code [2001:db8::1]:443}, {@code
   * for=203.0.113.7}.
   */
  private static Normalized ofProxies(String list) {
    Normalized problem = Normalized.malformed("one IPv4 or IPv6 address");
    if (list.length() > LONGEST_LIST) {
      return problem;
    }
    for (String item : list.split("[,;\\s]", -1)) {
      String ip = withoutPort(item);
      InetAddress address = parse(ip);
      if (address != null) {
        Normalized found = of(ip, address);
        if (found.problem() == null) {
          return found;
        }
        problem = found;
      }
    }
    return problem;
  }

  private static String withoutPort(String item) {
    String ip = Text.without(item, c -> c == '"' || c == '\'');
    ip = ip.startsWith("for=") ? ip.substring(4) : ip;
    int bracket = ip.indexOf(']');
    if (ip.startsWith("[") && bracket > 0) {
      String behind = ip.substring(bracket + 1);
      return behind.isEmpty() || isPort(behind) ? ip.substring(1, bracket) : "";
    }
    int colon = ip.indexOf(':');
    boolean isV4 = colon > 0 && ip.indexOf('.') > 0 && colon == ip.lastIndexOf(':');
    return isV4 && isPort(ip.substring(colon)) ? ip.substring(0, colon) : ip;
  }

  private static boolean isPort(String text) {
    return text.charAt(0) == ':' && text.length() <= 6 && Text.isAsciiDigits(text.substring(1));
  }

  private static Normalized of(String ip, InetAddress address) {
    if (!isPublic(address)) {
      return Normalized.malformed("a public address; this one is private, local or reserved");
    }
    boolean isMapped = address instanceof Inet4Address && ip.indexOf(':') >= 0;
    return Normalized.of(isMapped ? address.getHostAddress() : ip); // ::ffff:203.0.113.25
  }

  /** Returns whether a part of a text is a public IPv4 address and nothing else. */
  static boolean isPlainlyPublic(String text, int start, int end) {
    int first = -1;
    int second = -1;
    int parts = 0;
    int number = 0;
    int digits = 0;
    for (int i = start; i <= end; i++) {
      char c = i == end ? '.' : text.charAt(i);
      if (c == '.') {
        boolean hasLeadingZero = digits > 1 && text.charAt(i - digits) == '0';
        if (digits == 0 || digits > 3 || hasLeadingZero || number > 255) {
          return false;
        }
        second = parts == 1 ? number : second;
        first = parts == 0 ? number : first;
        parts++;
        number = 0;
        digits = 0;
      } else if (Text.isAsciiDigit(c) && digits < 4) {
        number = 10 * number + c - '0';
        digits++;
      } else {
        return false;
      }
    }
    return parts == 4 && isPublic(first, second);
  }

  private static @Nullable InetAddress parse(String ip) {
    if (!isV4(ip) && !isLikeV6(ip)) {
      return null;
    }
    try {
      return InetAddress.getByName(ip); // A literal: nothing else comes so far to be looked up.
    } catch (UnknownHostException e) {
      return null; // Colons and digits that are no IPv6 address, such as 1:2:3.
    }
  }

  /** Returns whether {@code ip} is four numbers from 0 to 255, without leading zeros. */
  private static boolean isV4(String ip) {
    int parts = 0;
    int start = 0;
    while (start <= ip.length()) {
      int dot = ip.indexOf('.', start);
      int end = dot < 0 ? ip.length() : dot;
      String part = ip.substring(start, Math.min(end, start + 4));
      boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
      if (part.length() > 3
          || leadingZero
          || !Text.isAsciiDigits(part)
          || Integer.parseInt(part) > 255) {
        return false;
      }
      parts++;
      start = end + 1;
    }
    return parts == 4;
  }

  /** Returns whether the JDK reads {@code ip} as an IPv6 address or not at all. */
  private static boolean isLikeV6(String ip) {
    if (ip.length() > LONGEST || ip.indexOf(':') < 0 || ip.charAt(0) == '.') {
      return false;
    }
    for (int i = 0; i < ip.length(); i++) {
      char c = ip.charAt(i);
      boolean isHexadecimal = Text.isAsciiDigit(c) || (c >= 'a' && c <= 'f');
      if (!isHexadecimal && c != ':' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xFF;
    if (!(address instanceof Inet4Address)) {
      return (first & 0xE0) == 0x20; // 2000::/3, the only part given out so far
    }
    return isPublic(first, bytes[1] & 0xFF);
  }

  /** Returns whether IPv4 addresses that begin with these two numbers are public. */
  private static boolean isPublic(int first, int second) {
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second > 127; // carriers' own
      case 169 -> second != 254; // link-local
      case 172 -> second < 16 || second > 31;
      case 192 -> second != 168;
      default -> first < 224; // multicast and reserved
    };
  }
}
