package dev.millrace.api.query.waiting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many may wait for tasks to change, with `Prefer: wait`: each holds a connection and some
/// memory, and no thread.
///
/// @param most most requests with `Prefer: wait` that wait in one process; beyond it 503
/// @param perUser the same for one user; beyond it 429
@ConfigurationProperties("millrace.api.waits")
record WaitSettings(@DefaultValue("2000") int most, @DefaultValue("500") int perUser) {

  WaitSettings {
    if (most < 1 || perUser < 1) {
      throw new IllegalArgumentException("millrace.api.waits.most and per-user must be at least 1");
    }
  }
}
