package dev.millrace.jobs.document.process;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `millrace.jobs.documents.*`: the processes that read documents.
///
/// @param processes that read at once
/// @param heap of each; the process takes up to about 100 MB more
/// @param processorTime that a document may take
/// @param time that a document may take, which is more where the machine is busy
/// @param uses documents that a process reads before another one takes its place
/// @param idle how long a process waits for the next document before it is ended
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
