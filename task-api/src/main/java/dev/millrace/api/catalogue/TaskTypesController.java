package dev.millrace.api.catalogue;

import dev.millrace.events.catalogue.TaskTypeEntry;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows the catalogue, with the schemas that parameters must meet.
@RestController
@RequestMapping(path = "/api/task-types", produces = MediaType.APPLICATION_JSON_VALUE)
final class TaskTypesController {

  private final Catalogue catalogue;

  TaskTypesController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping
  Map<String, List<TaskTypeEntry>> all() {
    return Map.of("items", catalogue.all().stream().map(OfferedType::entry).toList());
  }

  @GetMapping("/{type}")
  TaskTypeEntry one(@PathVariable String type) {
    return catalogue.get(type).entry();
  }
}
