package example;

import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that dies in the middle of its third page, as by {@code kill -9}. */
final class KilledTask {
  private KilledTask() {}

  /**
   * @param args the plan's file, the directory of journals, and when the rows happened
   */
  public static void main(String[] args) throws Exception {
    TikTokTask task =
        TikTokTask.open(
            Files.readString(Path.of(args[0])),
            AccessTokenProvider.of(AccessToken.of("good")),
            7,
            Path.of(args[1]));
    long time = Long.parseLong(args[2]);
    task.add(TikTokTaskTest.page(1, time));
    task.add(TikTokTaskTest.page(2, time));
    task.checkpoint();
    task.add(TikTokTaskTest.page(3, time).subList(0, 500));
    Runtime.getRuntime().halt(137);
  }
}
