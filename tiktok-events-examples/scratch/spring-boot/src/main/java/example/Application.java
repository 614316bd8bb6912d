package example;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.util.Map;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.ItemReader;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.transaction.PlatformTransactionManager;

/** Exports a day's orders from a database. */
@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }

  @Bean
  EventsClient tiktok(
      @Value("${tiktok.access-token}") String token,
      @Value("${tiktok.pixel}") String pixel,
      @Value("${tiktok.base-url:https://business-api.tiktok.com/}") String baseUrl) {
    return EventsClient.builder()
        .accessToken(token)
        .source(EventSource.web(pixel))
        .transport(TransportOptions.builder().baseUrl(baseUrl).build())
        .build();
  }

  @Bean
  Job export(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      javax.sql.DataSource database,
      EventsClient tiktok) {
    ItemReader<Map<String, Object>> orders =
        new JdbcCursorItemReaderBuilder<Map<String, Object>>()
            .name("orders")
            .dataSource(database)
            .sql("select event, event_time, event_id, email from orders order by event_id")
            .rowMapper(new ColumnMapRowMapper())
            .build();
    return new JobBuilder("export", jobs)
        .start(
            new StepBuilder("send", jobs)
                .<Map<String, Object>, Map<String, ?>>chunk(1_000, transactions)
                .reader(orders)
                .writer(new TikTokItemWriter(tiktok))
                .build())
        .build();
  }
}
