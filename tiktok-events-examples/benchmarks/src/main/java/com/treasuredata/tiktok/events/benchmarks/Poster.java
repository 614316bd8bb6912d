package com.treasuredata.tiktok.events.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts batches by the HTTP client that the library has, and does nothing else. */
final class Poster {
  static final int BATCH = 1_000;

  private static final MediaType JSON = MediaType.get("application/json");
  private static final byte[] HEAD =
      "{\"event_source\":\"web\",\"event_source_id\":\"C4A1EXAMPLE0PIXEL7QG\",\"data\":["
          .getBytes(StandardCharsets.UTF_8);

  private final OkHttpClient client =
      new OkHttpClient.Builder().socketFactory(new NoDelaySockets()).build();
  private final String url;

  Poster(String baseUrl) {
    this.url = baseUrl + "open_api/v1.3/event/track/";
  }

  /** Posts one body as often as it takes. */
  long postReady(byte[] body, int events, int threads) {
    return post(events, threads, () -> batch -> body);
  }

  /** Has each thread encode its batches itself, and post them. */
  long encodeAndPost(Supplier<Encoder> encoders, int events, int threads) {
    return post(
        events,
        threads,
        () -> {
          Encoder encoder = encoders.get();
          return batch -> body(encoder, batch * BATCH);
        });
  }

  /** Makes the bodies of one thread's batches. */
  private interface Bodies {
    byte[] of(int batch);
  }

  private long post(int events, int threads, Supplier<Bodies> bodiesOfThread) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<Void> work =
            () -> {
              Bodies bodies = bodiesOfThread.get();
              for (int batch; (batch = next.getAndIncrement()) < events / BATCH; ) {
                post(bodies.of(batch));
              }
              return null;
            };
        ends.add(pool.submit(work));
      }
      for (Future<Void> end : ends) {
        end.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
    return events / BATCH * (long) BATCH;
  }

  void post(byte[] body) {
    Request request =
        new Request.Builder()
            .url(url)
            .header("Access-Token", "t0ken")
            .post(RequestBody.create(body, JSON))
            .build();
    answer(request);
  }

  /** Returns what the sink has counted, and has it begin anew. */
  String stats(String baseUrl) {
    return answer(new Request.Builder().url(baseUrl + "stats").build());
  }

  private String answer(Request request) {
    try (Response response = client.newCall(request).execute()) {
      String answer = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(response + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] body(Encoder encoder, int first) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1_000_000);
    body.writeBytes(HEAD);
    for (int i = 0; i < BATCH; i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(encoder.encode(first + i));
    }
    body.write(']');
    body.write('}');
    return body.toByteArray();
  }

  void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** As the library's own client has; without, each request would wait 40 ms. */
  private static final class NoDelaySockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }
  }
}
