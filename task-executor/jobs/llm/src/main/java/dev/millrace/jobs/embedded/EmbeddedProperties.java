package dev.millrace.jobs.embedded;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings `millrace.embedded.*`.
///
/// @param concurrency texts embedded at once, over all tasks; each takes one core. 0 is one per two
///   cores
@ConfigurationProperties("millrace.embedded")
public record EmbeddedProperties(@DefaultValue("0") int concurrency) {

  public EmbeddedProperties {
    if (concurrency < 0) {
      throw new IllegalArgumentException("millrace.embedded.concurrency: 0 or more");
    }
    if (concurrency == 0) {
      concurrency = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
  }
}
