package example;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.Map;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.StepExecution;
import org.springframework.batch.core.StepExecutionListener;
import org.springframework.batch.item.Chunk;
import org.springframework.batch.item.ExecutionContext;
import org.springframework.batch.item.ItemStreamWriter;

/** Exports the rows of a step. What a chunk has is settled when the chunk is committed. */
final class TikTokItemWriter implements ItemStreamWriter<Map<String, ?>>, StepExecutionListener {
  private final EventsClient client;
  private ExportSession<Map<String, ?>> session;

  TikTokItemWriter(EventsClient client) {
    this.client = client;
  }

  @Override
  public void open(ExecutionContext context) {
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.WEB);
    session = client.export(mapper).invalidRecords(InvalidRecordPolicy.SKIP).open();
  }

  @Override
  public void write(Chunk<? extends Map<String, ?>> rows) {
    rows.forEach(session::add);
    session.flush().orThrow(); // A chunk that fails is written again: events count once.
  }

  @Override
  public ExitStatus afterStep(StepExecution step) {
    if (step.getStatus() == BatchStatus.COMPLETED) {
      session.finish();
    }
    return null;
  }

  @Override
  public void close() {
    session.close();
  }
}
