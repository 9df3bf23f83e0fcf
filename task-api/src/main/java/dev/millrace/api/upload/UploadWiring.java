package dev.millrace.api.upload;

import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.blobs.Blobs;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the way of a file together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadSettings.class)
class UploadWiring {

  @Bean
  Uploads uploads(Blobs blobs, UploadSettings settings) {
    return new Uploads(blobs, settings);
  }

  @Bean
  PeriodicTask orphanSweep(Blobs blobs, JdbcClient database, UploadSettings settings, Clock clock) {
    var orphans = new OrphanedBlobs(blobs, database, settings.orphansAfter(), clock);
    return new PeriodicTask("task-api-orphans", settings.sweepInterval(), orphans::sweep);
  }
}
