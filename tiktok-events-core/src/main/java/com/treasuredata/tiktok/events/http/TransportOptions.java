package com.treasuredata.tiktok.events.http;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The server's address and the HTTP client. Immutable.
 *
 * <pre>{@code
 * TransportOptions.builder().baseUrl("http://127.0.0.1:8089/").build() // a fake TikTok
 * TransportOptions.builder().proxy("http://proxy.example:3128").build()
 * }</pre>
 *
 * <p>Requests carry the access token in the header {@code Access-Token}, and those of the OAuth
 * conversation the app's secret and codes in their bodies. A client of your own that logs must
 * leave these out: {@code HttpLoggingInterceptor.redactHeader("Access-Token")} for the header, and
 * no {@code Level.BODY}, since bodies hold personal data and secrets.
 */
public final class TransportOptions {
  private static final HttpUrl TIKTOK = HttpUrl.get("https://business-api.tiktok.com/");

  /** TikTok's production server, API v1.3, with this library's own HTTP client. */
  public static final TransportOptions DEFAULT = builder().build();

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

  private final HttpUrl baseUrl;
  private final String apiVersion;
  private final @Nullable HttpUrl proxy;
  private final Call.@Nullable Factory callFactory;
  private final Duration connectTimeout;
  private final Duration requestTimeout;
  private final boolean allowsClearText;

  private TransportOptions(Builder builder) {
    this.baseUrl = builder.baseUrl;
    this.apiVersion = builder.apiVersion;
    this.proxy = builder.proxy;
    this.callFactory = builder.callFactory;
    this.connectTimeout = builder.connectTimeout;
    this.requestTimeout = builder.requestTimeout;
    this.allowsClearText = builder.allowsClearText;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options, to derive others. */
  public Builder newBuilder() {
    Builder builder = new Builder();
    builder.baseUrl = baseUrl;
    builder.apiVersion = apiVersion;
    builder.proxy = proxy;
    builder.callFactory = callFactory;
    builder.connectTimeout = connectTimeout;
    builder.requestTimeout = requestTimeout;
    builder.allowsClearText = allowsClearText;
    return builder;
  }

  /** Returns the server's root, to which {@code open_api/}, version and endpoint are added. */
  public URI baseUrl() {
    return baseUrl.uri();
  }

  /** Returns whether requests go to TikTok's own server. */
  public boolean isTikTok() {
    return baseUrl.equals(TIKTOK);
  }

  /** Returns the version in the path, such as {@code v1.3}. */
  public String apiVersion() {
    return apiVersion;
  }

  /** Returns whether {@code http} is allowed to servers on other machines. */
  public boolean allowsClearText() {
    return allowsClearText;
  }

  /** Returns the proxy that requests go through, with its port, if one is set. */
  public Optional<URI> proxy() {
    return Optional.ofNullable(proxy).map(url -> URI.create(shown(url)));
  }

  /** Returns the caller's own HTTP client; empty if this library makes one. */
  public Optional<Call.Factory> callFactory() {
    return Optional.ofNullable(callFactory);
  }

  /** Returns how long to wait for a connection; not used with the caller's own client. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** Returns how long one request may take in all; not used with the caller's own client. */
  public Duration requestTimeout() {
    return requestTimeout;
  }

  @Override
  public String toString() {
    String through = proxy == null ? "" : ", proxy " + shown(proxy);
    return "TransportOptions[" + baseUrl.redact() + ", " + apiVersion + through + ']';
  }

  private static String shown(HttpUrl proxy) {
    String host = proxy.host().contains(":") ? '[' + proxy.host() + ']' : proxy.host();
    return "http://" + host + ':' + proxy.port();
  }

  /** Builds {@link TransportOptions}; not safe for use by several threads. */
  public static final class Builder {
    private HttpUrl baseUrl = TIKTOK;
    private String apiVersion = "v1.3";
    private @Nullable HttpUrl proxy;
    private Call.@Nullable Factory callFactory;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofMinutes(2);
    private boolean allowsClearText;

    private Builder() {}

    /**
     * Sets the server's root. By default {@code https://business-api.tiktok.com/}.
     *
     * <p>{@code http} is for this machine ({@code localhost}, 127.0.0.0/8, {@code ::1}), as a fake
     * TikTok is; elsewhere only {@linkplain #allowClearText if you say so}.
     *
     * @throws IllegalArgumentException if it is no http or https URL, or has a path, query or
     *     fragment
     */
    public Builder baseUrl(String baseUrl) {
      HttpUrl url = HttpUrl.parse(Objects.requireNonNull(baseUrl, "baseUrl"));
      if (url == null || !isRoot(url)) {
        throw new IllegalArgumentException(
            "base URL must be http(s)://host[:port]/ without a path: open_api/ and the version are added to it");
      }
      this.baseUrl = url;
      return this;
    }

    /**
     * Sets the HTTP proxy that requests go through, as {@code http://proxy.example:3128}. Requests
     * to {@code https} addresses go through a tunnel, so that it sees neither token nor events. By
     * default the one that the system properties {@code https.proxyHost} and {@code http.proxyHost}
     * name, or none.
     *
     * @throws IllegalArgumentException if it isn't {@code http://host:port}. A proxy that asks for
     *     a password takes an {@linkplain #httpClient HTTP client of your own}
     */
    public Builder proxy(String proxy) {
      HttpUrl url = HttpUrl.parse(Objects.requireNonNull(proxy, "proxy"));
      if (url == null || url.isHttps() || !isRoot(url) || !proxy.strip().matches(".*:[0-9]+/?")) {
        throw new IllegalArgumentException(
            "proxy must be http://host:port without a user or password");
      }
      this.proxy = url;
      return this;
    }

    private static boolean isRoot(HttpUrl url) {
      return url.encodedPath().equals("/")
          && url.query() == null
          && url.username().isEmpty()
          && url.password().isEmpty()
          && url.fragment() == null;
    }

    /**
     * Sets whether {@code http} is allowed to servers on other machines. By default it isn't:
     * anybody on the network in between could read the access token and the events.
     */
    public Builder allowClearText(boolean allow) {
      this.allowsClearText = allow;
      return this;
    }

    /**
     * Sets the version in the path. By default {@code v1.3}.
     *
     * @throws IllegalArgumentException if it isn't like {@code v1.3}
     */
    public Builder apiVersion(String apiVersion) {
      if (!Objects.requireNonNull(apiVersion, "apiVersion").matches("v[0-9]+(\\.[0-9]+)*")) {
        throw new IllegalArgumentException(
            "API version must be like v1.3: " + ForeignText.quoted(apiVersion));
      }
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets an HTTP client of your own, for example for a proxy with a password. It is never closed,
     * and its own time-outs apply. A client that follows redirects, which would carry the token to
     * another server, is used through a copy that doesn't and that shares its connections. It
     * should set {@code TCP_NODELAY}.
     */
    public Builder httpClient(OkHttpClient client) {
      this.callFactory = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Sets the factory of calls, for a client that is wrapped, as by a tracing library. It is never
     * closed. Its calls must not follow redirects, which would carry the token elsewhere; the
     * answer to one that did is refused, but by then the token was sent.
     */
    public Builder callFactory(Call.Factory callFactory) {
      this.callFactory = Objects.requireNonNull(callFactory, "callFactory");
      return this;
    }

    /**
     * Sets how long to wait for a connection. By default 10 seconds.
     *
     * @throws IllegalArgumentException if it isn't 1 millisecond to 1 day
     */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = inBounds("connect time-out", timeout);
      return this;
    }

    /**
     * Sets how long one request may take in all, from its start to the answer's last byte. By
     * default 2 minutes.
     *
     * @throws IllegalArgumentException if it isn't 1 millisecond to 1 day
     */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = inBounds("request time-out", timeout);
      return this;
    }

    /**
     * Returns the options.
     *
     * @throws IllegalArgumentException if the base URL is {@code http} and leads to another
     *     machine, or a proxy on one, and that isn't allowed; or if there are a proxy and an HTTP
     *     client of your own, which has its own
     */
    @CheckReturnValue
    public TransportOptions build() {
      if (!baseUrl.isHttps() && !allowsClearText) {
        if (!isLoopback(baseUrl.host())) {
          throw new IllegalArgumentException(
              "base URL is http to another machine, where the access token and the events could be"
                  + " read on the way: use https, or allow clear text");
        }
        if (proxy != null && !isLoopback(proxy.host())) {
          throw new IllegalArgumentException(
              "base URL is http and the proxy is on another machine, which could read the access"
                  + " token and the events: use https, or allow clear text");
        }
      }
      if (proxy != null && callFactory != null) {
        throw new IllegalArgumentException(
            "proxy is for this library's own HTTP client: set it in the client that you bring");
      }
      return new TransportOptions(this);
    }

    /** By its name alone; no name server is asked. */
    private static boolean isLoopback(String host) {
      return host.equals("localhost")
          || host.equals("::1")
          || host.matches("127(?:\\.[0-9]{1,3}){3}");
    }

    private static Duration inBounds(String name, Duration duration) {
      Objects.requireNonNull(duration, "timeout");
      if (duration.compareTo(MIN_TIMEOUT) < 0 || duration.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException(name + " must be 1 millisecond to 1 day: " + duration);
      }
      return duration;
    }
  }
}
