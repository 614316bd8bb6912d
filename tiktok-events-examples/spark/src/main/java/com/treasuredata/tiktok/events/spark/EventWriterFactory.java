package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What travels to the executors.
 *
 * @param plan what all tasks do, without a token
 * @param credentials where the executor takes its token from
 * @param schema the columns of the rows
 * @param results where to say what became of each row, if that was asked for
 */
record EventWriterFactory(
    ExportPlan plan, Credentials credentials, StructType schema, @Nullable ResultsDirectory results)
    implements DataWriterFactory {
  private static final long serialVersionUID = 1;

  @Override
  public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
    Connector connector = Connector.shared(plan, credentials.tokens());
    try {
      return EventWriter.open(connector, schema, partitionId, taskId, results);
    } catch (RuntimeException e) {
      connector.close();
      throw e;
    }
  }
}
