package dev.millrace.api.submit.commit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How submissions are grouped into commits.
///
/// @param writers threads that commit, each with a connection
/// @param groupRows most tasks in a group, unless one request brings more
/// @param groupBytes most bytes in a group, unless one request brings more
/// @param queueRows tasks that may wait; further ones are answered 503
/// @param queueBytes bytes that may wait; further ones are answered 503
/// @param timeout how long a group may take before it is given up
@ConfigurationProperties("millrace.api.commit")
public record GroupCommitSettings(
    @DefaultValue("1") int writers,
    @DefaultValue("500") int groupRows,
    @DefaultValue("4MB") DataSize groupBytes,
    @DefaultValue("20000") int queueRows,
    @DefaultValue("128MB") DataSize queueBytes,
    @DefaultValue("10s") Duration timeout) {

  public GroupCommitSettings {
    require(writers >= 1 && writers <= 16, "writers", "1 to 16");
    require(groupRows >= 1, "group-rows", "at least 1");
    require(groupBytes.toBytes() > 0, "group-bytes", "positive");
    require(queueRows >= 1, "queue-rows", "at least 1");
    require(queueBytes.toBytes() > 0, "queue-bytes", "positive");
    require(timeout.isPositive(), "timeout", "positive");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.commit." + name + " must be " + right);
    }
  }
}
