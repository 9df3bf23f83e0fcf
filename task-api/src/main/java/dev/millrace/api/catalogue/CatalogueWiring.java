package dev.millrace.api.catalogue;

import dev.millrace.api.topic.SmallTopics;
import dev.millrace.events.Topics;
import dev.millrace.kafka.WholeTopic;
import dev.millrace.openapi.LiveDescription;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the catalogue and its reader together.
@Configuration(proxyBeanMethods = false)
class CatalogueWiring {

  @Bean
  Catalogue catalogue() {
    return new Catalogue();
  }

  /// Unless the names and parameters of types are for callers with a token alone.
  @Bean
  @ConditionalOnProperty(name = "millrace.api.types.described", matchIfMissing = true)
  LiveDescription announcedOperations(Catalogue catalogue) {
    return new AnnouncedOperations(catalogue);
  }

  @Bean
  WholeTopic catalogueTopic(SmallTopics topics, Catalogue catalogue) {
    return topics.reader(Topics.TASK_TYPES, "task-api-catalogue", new KafkaCatalogue(catalogue));
  }

  /// Down until the task types were read once: before that no submission can be judged.
  @Bean
  HealthIndicator catalogueHealthIndicator(Catalogue catalogue) {
    return () ->
        (catalogue.isRead() ? Health.up() : Health.down())
            .withDetail("types", catalogue.size())
            .build();
  }
}
