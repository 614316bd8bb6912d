package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * No whole answer came.
 *
 * @param server host and port that the request was for
 * @param wentOut whether some of the request may have left
 * @param cause what broke off; named by its class only, because its message may quote anything
 */
record NoAnswer(String server, boolean wentOut, Exception cause) implements Problem {
  @Override
  public EventsException toThrowable(int attempts) {
    return wentOut
        ? new DeliveryUnknownException(describe(attempts), cause)
        : new ConnectionException(describe(attempts), cause);
  }

  @Override
  public String describe(int attempts) {
    String handle = " (" + cause.getClass().getSimpleName() + ", attempt " + attempts + ")";
    if (cause instanceof InterruptedException) {
      return "interrupted while waiting; attempts so far: " + attempts;
    }
    return wentOut
        ? "the request went out and no whole answer came back from "
            + server
            + (cause instanceof InterruptedIOException ? ": the time-out was over" : "")
            + handle
        : "no connection to " + server + ", or none that held: " + reason() + handle + advice();
  }

  private String reason() {
    if (cause instanceof UnknownHostException) {
      return "the host is not known";
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return "nothing listens there, or the network doesn't let it through";
    }
    if (cause instanceof SSLException) {
      return "no TLS, or its certificate isn't trusted here";
    }
    return cause instanceof InterruptedIOException ? "the time-out was over" : "it broke off";
  }

  private String advice() {
    return cause instanceof SSLException
        ? ". Check base URL, proxy and trust store."
        : ". Check network, proxy and base URL.";
  }
}
