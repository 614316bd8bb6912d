package com.treasuredata.tiktok.events.internal.normalize;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses written as text, without asking any name server. */
final class IpAddress {
  private static final String V4_PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(V4_PART + "(\\." + V4_PART + "){3}");
  private static final Pattern V6 =
      Pattern.compile("(?=.*:.*:)[0-9a-f:]{2,39}(:" + V4.pattern() + ")?");
  private static final int LONGEST = 45;

  private IpAddress() {}

  static Normalized normalize(String text) {
    String ip = Text.lower(text);
    InetAddress address = parse(ip);
    if (address == null) {
      return Normalized.malformed("one IPv4 or IPv6 address, without port");
    }
    return isPublic(address)
        ? Normalized.of(ip)
        : Normalized.malformed("a public address; this one is private, local or reserved");
  }

  private static @Nullable InetAddress parse(String ip) {
    if (ip.length() > LONGEST || !(V4.matcher(ip).matches() || V6.matcher(ip).matches())) {
      return null;
    }
    try {
      return InetAddress.getByName(
          ip); // A literal: the patterns let nothing through that would be looked up.
    } catch (UnknownHostException e) {
      return null; // Colons and digits that are no IPv6 address, such as 1:2:3.
    }
  }

  /** Addresses for documentation count as public: TikTok's own samples use them. */
  private static boolean isPublic(InetAddress address) {
    byte[] b = address.getAddress();
    int first = b[0] & 0xFF;
    int second = b[1] & 0xFF;
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    if (address instanceof Inet4Address) {
      boolean carrierNat = first == 100 && second >= 64 && second < 128;
      return first != 0 && first < 240 && first != 127 && !carrierNat;
    }
    boolean uniqueLocal = (first & 0xFE) == 0xFC;
    return !uniqueLocal;
  }
}
