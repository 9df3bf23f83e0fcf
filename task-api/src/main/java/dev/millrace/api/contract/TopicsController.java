package dev.millrace.api.contract;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Hands out `asyncapi.yaml` as it is in the jar of the events.
@RestController
final class TopicsController {

  private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");

  @GetMapping("/asyncapi.yaml")
  ResponseEntity<Resource> topics() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(YAML)
        .body(new ClassPathResource("asyncapi.yaml"));
  }
}
