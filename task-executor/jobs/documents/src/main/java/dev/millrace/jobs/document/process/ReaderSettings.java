package dev.millrace.jobs.document.process;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `millrace.jobs.documents.*`: the processes that read documents.
///
/// @param processes child processes that read uploaded documents at once, each on one core
/// @param heap heap of such a process, which takes up to about 100 MB more
/// @param processorTime processor time for one document; beyond it the task fails with
///   `document-too-costly`
/// @param time time for one document on a busy machine; beyond it the attempt fails
/// @param uses documents that one process reads before a new one takes its place
/// @param idle how long a process waits for the next document before it ends
@ConfigurationProperties("millrace.jobs.documents")
public record ReaderSettings(
    @DefaultValue("1") int processes,
    @DefaultValue("256MB") DataSize heap,
    @DefaultValue("60s") Duration processorTime,
    @DefaultValue("5m") Duration time,
    @DefaultValue("100") int uses,
    @DefaultValue("1m") Duration idle) {

  public ReaderSettings {
    require(processes >= 1 && processes <= 64, "processes", "1 to 64");
    require(heap.toMegabytes() >= 32, "heap", "32MB or more");
    require(processorTime.isPositive(), "processor-time", "positive");
    require(time.compareTo(processorTime) >= 0, "time", "no less than processor-time");
    require(uses >= 1, "uses", "1 or more");
    require(idle.isPositive(), "idle", "positive");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.jobs.documents." + name + " must be " + right);
    }
  }
}
