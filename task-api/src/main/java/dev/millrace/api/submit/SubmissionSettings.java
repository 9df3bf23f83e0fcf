package dev.millrace.api.submit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much one submission may bring.
///
/// @param body most bytes of the body of a single submission
/// @param bulkBody most bytes of the body of a bulk submission
/// @param bulkItems most tasks in a bulk submission
/// @param parameters most characters of one task's parameters, as compact JSON
@ConfigurationProperties("millrace.api.limits")
record SubmissionSettings(
    @DefaultValue("1MB") DataSize body,
    @DefaultValue("64MB") DataSize bulkBody,
    @DefaultValue("1000") int bulkItems,
    @DefaultValue("256KB") DataSize parameters) {

  SubmissionSettings {
    require(body.toBytes() > 0, "body", "positive");
    require(bulkBody.toBytes() > 0, "bulk-body", "positive");
    require(bulkItems >= 1, "bulk-items", "at least 1");
    require(
        parameters.toBytes() > 0 && parameters.toBytes() <= 256 * 1024,
        "parameters",
        "at most 256KB, which Kafka takes as one record");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.limits." + name + " must be " + right);
    }
  }
}
