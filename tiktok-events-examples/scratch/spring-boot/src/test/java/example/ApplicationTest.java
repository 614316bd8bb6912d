package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobParameters;
import org.springframework.batch.core.launch.JobLauncher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    properties = {
      "spring.batch.job.enabled=false",
      "tiktok.access-token=any-token",
      "tiktok.pixel=C4A1EXAMPLE0PIXEL7QG"
    })
class ApplicationTest {
  private static final FakeTikTok TIKTOK = FakeTikTok.start();

  @DynamicPropertySource
  static void tiktok(DynamicPropertyRegistry properties) {
    properties.add("tiktok.base-url", TIKTOK::baseUrl);
  }

  @AfterAll
  static void stop() {
    TIKTOK.close();
  }

  @Autowired JobLauncher launcher;
  @Autowired Job export;

  @Test
  void exportsTheOrders() throws Exception {
    assertEquals(BatchStatus.COMPLETED, launcher.run(export, new JobParameters()).getStatus());
    assertEquals(2_500, TIKTOK.stats().eventsCounted());
  }
}
