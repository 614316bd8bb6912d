package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.ExportReport;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a task that ended well tells the driver.
 *
 * @param report its account
 * @param results the name of its file of results, if there is one
 */
record TaskDone(ExportReport report, @Nullable String results) implements WriterCommitMessage {
  private static final long serialVersionUID = 1;
}
