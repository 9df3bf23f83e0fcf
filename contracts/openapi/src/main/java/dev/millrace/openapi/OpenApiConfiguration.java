package dev.millrace.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Serves a service's [ApiDescription], a bean of its own, at `/v3/api-docs`, and a page that shows
/// it at `/docs/`. Both are open: they say nothing that this repository does not.
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

  @Bean
  DescriptionController descriptionController(ApiDescription description) {
    return new DescriptionController(
        JsonMapper.builder().build().writeValueAsBytes(description.document()));
  }
}
