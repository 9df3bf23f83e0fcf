package dev.millrace.executor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What tasks may return: `millrace.executor.results.*`.
///
/// @param largest most bytes of a result as JSON; a larger one fails its task
@ConfigurationProperties("millrace.executor.results")
record ResultSettings(@DefaultValue("64MB") DataSize largest) {

  ResultSettings {
    if (largest.toBytes() < 1 || largest.toBytes() > 1024L * 1024 * 1024) {
      throw new IllegalArgumentException(
          "millrace.executor.results.largest must be 1 byte to 1GB; got " + largest);
    }
  }
}
