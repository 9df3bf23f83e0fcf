package dev.millrace.jobs.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `millrace.jobs.monsters.*`.
///
/// @param body most bytes of one stream of monsters
/// @param rows most monsters that there may be; streams that come at once may each go a little
///   beyond
/// @param tags most different tags that there may be
@ConfigurationProperties("millrace.jobs.monsters")
record IntakeSettings(
    @DefaultValue("256MB") DataSize body,
    @DefaultValue("1000000") long rows,
    @DefaultValue("10000") int tags) {

  IntakeSettings {
    if (body.toBytes() <= 0) {
      throw new IllegalArgumentException("millrace.jobs.monsters.body must be positive");
    }
    if (rows < 1 || tags < 1) {
      throw new IllegalArgumentException("millrace.jobs.monsters.rows and tags must be positive");
    }
  }
}
