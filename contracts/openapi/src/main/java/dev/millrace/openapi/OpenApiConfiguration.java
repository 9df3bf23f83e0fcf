package dev.millrace.openapi;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Serves a service's [ApiDescription], a bean of its own, at `/v3/api-docs`, and a page that shows
/// it at `/docs/`. Both are open: they say nothing that this repository does not, but for what a
/// [LiveDescription] adds, which is no secret.
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

  @Bean
  DescriptionController descriptionController(
      ApiDescription description, ObjectProvider<LiveDescription> live) {
    return new DescriptionController(new Editions(description.document(), live.getIfAvailable()));
  }
}
