package dev.millrace.executor;

import dev.millrace.blobs.Blobs;
import dev.millrace.blobs.BlobsConfiguration;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.attempt.LargeParameters;
import dev.millrace.executor.attempt.LargeResults;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.observe.EngineMeters;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Wires what runs attempts, and the store of blobs that their large results go to.
@Configuration(proxyBeanMethods = false)
@Import(BlobsConfiguration.class)
@EnableConfigurationProperties(ResultSettings.class)
class AttemptConfiguration {

  @Bean
  AttemptRunner attemptRunner(
      RunJournal journal,
      RunningAttempts running,
      OutcomeWriter outcomes,
      Blobs blobs,
      ResultSettings results,
      EngineMeters meters) {
    return new AttemptRunner(
        journal,
        running,
        outcomes,
        new LargeParameters(blobs),
        new LargeResults(blobs, results.largest().toBytes()),
        meters,
        Clock.systemUTC());
  }
}
