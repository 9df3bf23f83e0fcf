package dev.millrace.jobs.sleep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the task type `sleep`.
///
/// @param enabled whether the type takes new tasks; for demonstrations and tests only, since a
///   sleep holds a permit and does nothing
/// @param longest how long a task may sleep in all, at most a day
/// @param crashAllowed whether a task may end the executor's process; for chaos tests only
@ConfigurationProperties("millrace.jobs.sleep")
record SleepSettings(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("10m") Duration longest,
    @DefaultValue("false") boolean crashAllowed) {

  SleepSettings {
    if (longest.isNegative() || longest.toMillis() > SleepParameters.LONGEST_MILLIS) {
      throw new IllegalArgumentException(
          "millrace.jobs.sleep.longest must be 0 to 24h; got " + longest);
    }
  }
}
