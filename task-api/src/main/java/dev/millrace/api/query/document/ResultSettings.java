package dev.millrace.api.query.document;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How stored results are shown.
///
/// @param inline largest stored result that a task shows in its place; a larger one is at
///   `/api/tasks/{id}/result` alone
@ConfigurationProperties("millrace.api.results")
record ResultSettings(@DefaultValue("1MB") DataSize inline) {

  ResultSettings {
    if (inline.toBytes() < 0 || inline.toMegabytes() > 64) {
      throw new IllegalArgumentException("millrace.api.results.inline must be 0 to 64MB");
    }
  }
}
