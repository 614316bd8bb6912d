package com.treasuredata.tiktok.events.http;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and by which HTTP client. Immutable.
 *
 * <pre>{@code
 * TransportOptions.builder().baseUrl("http://127.0.0.1:8089/").build() // a fake TikTok
 * TransportOptions.builder().callFactory(okHttpClientBehindAProxy).build()
 * }</pre>
 */
public final class TransportOptions {
  /** TikTok's production server, API v1.3, with this library's own HTTP client. */
  public static final TransportOptions DEFAULT = builder().build();

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private final HttpUrl baseUrl;
  private final String apiVersion;
  private final Call.@Nullable Factory callFactory;
  private final Duration connectTimeout;
  private final Duration requestTimeout;

  private TransportOptions(Builder builder) {
    this.baseUrl = builder.baseUrl;
    this.apiVersion = builder.apiVersion;
    this.callFactory = builder.callFactory;
    this.connectTimeout = builder.connectTimeout;
    this.requestTimeout = builder.requestTimeout;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the server's root, to which {@code open_api/}, version and endpoint are added. */
  public HttpUrl baseUrl() {
    return baseUrl;
  }

  /** Returns the version in the path, such as {@code v1.3}. */
  public String apiVersion() {
    return apiVersion;
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
    return "TransportOptions[" + baseUrl.redact() + ", " + apiVersion + ']';
  }

  /** Builds {@link TransportOptions}; not safe for use by several threads. */
  public static final class Builder {
    private HttpUrl baseUrl = HttpUrl.get("https://business-api.tiktok.com/");
    private String apiVersion = "v1.3";
    private Call.@Nullable Factory callFactory;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofMinutes(2);

    private Builder() {}

    /**
     * Sets the server's root. By default {@code https://business-api.tiktok.com/}.
     *
     * @throws IllegalArgumentException if it is no http or https URL, or has a path, query or
     *     fragment
     */
    public Builder baseUrl(String baseUrl) {
      HttpUrl url = HttpUrl.parse(baseUrl);
      if (url == null
          || !url.encodedPath().equals("/")
          || url.query() != null
          || !url.username().isEmpty()
          || !url.password().isEmpty()
          || url.fragment() != null) {
        throw new IllegalArgumentException(
            "base URL must be http(s)://host[:port]/ without a path: open_api/ and the version are added to it");
      }
      this.baseUrl = url;
      return this;
    }

    /**
     * Sets the version in the path. By default {@code v1.3}.
     *
     * @throws IllegalArgumentException if it isn't like {@code v1.3}
     */
    public Builder apiVersion(String apiVersion) {
      if (!apiVersion.matches("v[0-9]+(\\.[0-9]+)*")) {
        throw new IllegalArgumentException(
            "API version must be like v1.3: " + ForeignText.quoted(apiVersion));
      }
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets an HTTP client of your own, as for a proxy; it is never closed, and its own time-outs
     * count. It should set {@code TCP_NODELAY}.
     *
     * <p>Redirects would carry the token elsewhere. An {@code OkHttpClient} that follows them is
     * used through a copy that doesn't and shares its connections; any other factory must make
     * calls that don't.
     */
    public Builder callFactory(Call.Factory callFactory) {
      this.callFactory = callFactory;
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

    /** Returns the options. */
    public TransportOptions build() {
      return new TransportOptions(this);
    }

    private static Duration inBounds(String name, Duration duration) {
      if (duration.compareTo(SHORTEST_TIMEOUT) < 0 || duration.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(name + " must be 1 millisecond to 1 day: " + duration);
      }
      return duration;
    }
  }
}
