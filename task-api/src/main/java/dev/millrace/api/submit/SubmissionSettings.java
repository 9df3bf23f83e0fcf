package dev.millrace.api.submit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much one submission may bring.
///
/// @param body most bytes of the body of a single submission
/// @param bulkBody most bytes of the body of a bulk submission
/// @param bulkItems most tasks in a bulk submission
/// @param parameters most bytes of one task's parameters, as compact JSON; above 256 KB they are
///   stored
@ConfigurationProperties("millrace.api.limits")
public record SubmissionSettings(
    @DefaultValue("10MB") DataSize body,
    @DefaultValue("64MB") DataSize bulkBody,
    @DefaultValue("1000") int bulkItems,
    @DefaultValue("8MB") DataSize parameters) {

  public SubmissionSettings {
    require(body.toBytes() > 0, "body", "positive");
    require(bulkBody.toBytes() > 0, "bulk-body", "positive");
    require(bulkItems >= 1, "bulk-items", "at least 1");
    require(
        parameters.toBytes() > 0 && parameters.toMegabytes() <= 64,
        "parameters",
        "1 byte to 64MB, since a handler has them in memory");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.limits." + name + " must be " + right);
    }
  }
}
