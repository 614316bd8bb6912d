package com.treasuredata.tiktok.events.benchmarks;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/** Exports rows as a connector does. */
final class Exporter implements AutoCloseable {
  private static final RowKind KIND = RowKind.TEXT;

  private final EventsClient client;
  private final ColumnMapper mapper;
  private int batch = Poster.BATCH;

  Exporter(TransportOptions transport, int threads) {
    this.client =
        EventsClient.builder()
            .source(KIND.source())
            .accessToken("t0ken")
            .transport(transport)
            .threads(threads)
            .build();
    this.mapper = ColumnMapper.forColumns(KIND.type(), List.copyOf(KIND.row(0).keySet()));
  }

  static Exporter to(String baseUrl, int threads) {
    return new Exporter(TransportOptions.builder().baseUrl(baseUrl).build(), threads);
  }

  /** Exports to a client that has each request written, and says that all is well. */
  static Exporter toNowhere() {
    Interceptor drain =
        chain -> {
          Objects.requireNonNull(chain.request().body()).writeTo(Okio.buffer(Okio.blackhole()));
          return new Response.Builder()
              .request(chain.request())
              .protocol(Protocol.HTTP_1_1)
              .code(200)
              .message("OK")
              .body(ResponseBody.create("{\"code\":0}", MediaType.get("application/json")))
              .build();
        };
    return new Exporter(
        TransportOptions.builder()
            .callFactory(new OkHttpClient.Builder().addInterceptor(drain).build())
            .build(),
        1);
  }

  /** Sets how many events a request has. */
  Exporter batches(int events) {
    batch = events;
    return this;
  }

  /** Exports so many rows, and returns how many were accepted: all. */
  long export(int rows) {
    return export(rows, 0);
  }

  /** Exports so many rows, each so many-th of which is invalid; returns how many were accepted. */
  long export(int rows, int invalidEvery) {
    ExportReport report =
        client
            .export(mapper)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .batchLimits(batch, 1_000_000)
            .run(new Rows(rows, invalidEvery));
    long expected = invalidEvery == 0 ? rows : rows - rows / invalidEvery;
    if (report.accepted() != expected) {
      throw new IllegalStateException("not all were accepted: " + report);
    }
    return report.accepted();
  }

  @Override
  public void close() {
    client.close();
  }

  /** Gives one of a few rows again and again, each time under an id of its own. */
  private static final class Rows implements Iterator<Map<String, ?>> {
    private final List<Map<String, Object>> rows = Encoders.rows(KIND);
    private final int count;
    private final int invalidEvery;
    private int next;

    Rows(int count, int invalidEvery) {
      this.count = count;
      this.invalidEvery = invalidEvery;
    }

    @Override
    public boolean hasNext() {
      return next < count;
    }

    @Override
    public Map<String, ?> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int number = next++;
      if (invalidEvery > 0 && number % invalidEvery == invalidEvery - 1) {
        return Map.of("event", "Purchase", "event_time", "yesterday");
      }
      Map<String, Object> row = rows.get(number % rows.size());
      row.put("event_id", RowKind.id(number));
      return row;
    }
  }
}
