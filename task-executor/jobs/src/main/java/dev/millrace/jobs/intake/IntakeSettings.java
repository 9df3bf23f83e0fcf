package dev.millrace.jobs.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `millrace.jobs.monsters.*`.
///
/// @param body most bytes of one stream of monsters
@ConfigurationProperties("millrace.jobs.monsters")
record IntakeSettings(@DefaultValue("256MB") DataSize body) {

  IntakeSettings {
    if (body.toBytes() <= 0) {
      throw new IllegalArgumentException("millrace.jobs.monsters.body must be positive");
    }
  }
}
