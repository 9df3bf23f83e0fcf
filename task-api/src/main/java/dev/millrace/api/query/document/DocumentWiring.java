package dev.millrace.api.query.document;

import dev.millrace.api.pause.PausedTypes;
import dev.millrace.blobs.Blobs;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes what documents are made with.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResultSettings.class)
class DocumentWiring {

  @Bean
  TypeConditions typeConditions(PausedTypes paused, TypeLoads loads, Clock clock) {
    return new TypeConditions(paused::of, loads, clock);
  }

  @Bean
  StoredResults storedResults(Blobs blobs, ResultSettings settings) {
    return new StoredResults(blobs, settings.inline().toBytes());
  }
}
