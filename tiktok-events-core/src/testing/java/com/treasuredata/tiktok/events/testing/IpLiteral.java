package com.treasuredata.tiktok.events.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address given in digits; no name is ever looked up. */
final class IpLiteral {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern V6_ALPHABET = Pattern.compile("[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]+");

  private final InetAddress address;

  private IpLiteral(InetAddress address) {
    this.address = address;
  }

  static Optional<IpLiteral> parse(String text) {
    if (!V4.matcher(text).matches() && !V6_ALPHABET.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // Digits and colons only: getByName parses them or fails, it asks no name server.
      return Optional.of(new IpLiteral(InetAddress.getByName(text)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Tells whether the internet could see this address; documentation ranges count as public. */
  boolean isPublic() {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && !isReserved(address.getAddress());
  }

  private static boolean isReserved(byte[] bytes) {
    int first = bytes[0] & 0xff;
    if (bytes.length == 16) {
      return (first & 0xfe) == 0xfc; // fc00::/7, unique local
    }
    boolean carrierGrade = first == 100 && (bytes[1] & 0xc0) == 64; // 100.64.0.0/10
    return first == 0 || first >= 240 || carrierGrade;
  }
}
