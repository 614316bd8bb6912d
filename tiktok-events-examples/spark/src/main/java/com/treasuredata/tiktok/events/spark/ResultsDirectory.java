package com.treasuredata.tiktok.events.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ResultsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A directory of JSON Lines with what became of each row, which Spark reads as a table. It is on
 * any file system that Spark writes to. Attempts write below a directory whose name Spark passes
 * over; when all is done, the driver moves the file of each task's one successful attempt up.
 */
final class ResultsDirectory implements Serializable {
  private static final long serialVersionUID = 1;

  private static final FsPermission OWNER_ONLY = FsPermission.createImmutable((short) 0600);

  private final String directory;
  private final String job;
  private final SerializableConfiguration hadoop;

  private ResultsDirectory(String directory, String job, SerializableConfiguration hadoop) {
    this.directory = directory;
    this.job = job;
    this.hadoop = hadoop;
  }

  static ResultsDirectory of(String directory, String job, Configuration hadoop) {
    return new ResultsDirectory(directory, job, new SerializableConfiguration(hadoop));
  }

  private FileSystem files() throws IOException {
    return new Path(directory).getFileSystem(hadoop.value());
  }

  private Path unfinished() {
    return new Path(directory, "_unfinished-" + job);
  }

  /** Makes sure that it can be written before anything is sent. */
  void create() {
    try {
      if (!files().mkdirs(unfinished())) {
        throw new IOException("it can't be created");
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns the name of the file of an attempt. */
  String nameOfFile(int partition, long taskId) {
    return String.format(Locale.ROOT, "part-%05d-%d-%s.jsonl", partition, taskId, job);
  }

  /** Opens the file of an attempt. */
  ResultsFile open(String nameOfFile) {
    try {
      return ResultsFile.to(create(new Path(unfinished(), nameOfFile)));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OutputStream create(Path file) throws IOException {
    return FileSystem.create(files(), file, OWNER_ONLY);
  }

  /** Moves the files of tasks that are done to where they are read, and adds the account. */
  void commit(List<TaskDone> tasks, ExportReport report) {
    try {
      FileSystem files = files();
      for (TaskDone task : tasks) {
        Path file = new Path(unfinished(), String.valueOf(task.results()));
        if (!files.rename(file, new Path(directory, file.getName()))) {
          throw new IOException("a file can't be moved");
        }
      }
      try (OutputStream out = create(new Path(directory, "_report-" + job + ".json"))) {
        out.write(new ObjectMapper().writeValueAsBytes(asMap(report)));
      }
      files.delete(unfinished(), true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Map<String, Object> asMap(ExportReport report) {
    Map<String, Object> all = new LinkedHashMap<>(report.counts());
    all.put("failures", report.failures());
    all.put("warnings", report.warnings());
    return all;
  }

  /** Keeps what the attempts of a job that failed wrote, where it is read as no table. */
  void abort() {
    try {
      files().rename(unfinished(), new Path(directory, "_failed-" + job));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  static UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("results: " + e.getMessage(), e);
  }
}
