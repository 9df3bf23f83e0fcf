package dev.millrace.api.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What may be uploaded, and when what belongs to no task is deleted: `millrace.api.uploads.*`.
///
/// @param file largest uploaded file
/// @param orphansAfter age at which a stored file or result without a task is deleted; longer than
///   any upload takes
/// @param sweepInterval pause between two looks for those
@ConfigurationProperties("millrace.api.uploads")
public record UploadSettings(
    @DefaultValue("50MB") DataSize file,
    @DefaultValue("1h") Duration orphansAfter,
    @DefaultValue("10m") Duration sweepInterval) {

  public UploadSettings {
    require(file.toBytes() > 0, "file", "positive");
    require(orphansAfter.isPositive(), "orphans-after", "positive");
    require(sweepInterval.isPositive(), "sweep-interval", "positive");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.uploads." + name + " must be " + right);
    }
  }
}
