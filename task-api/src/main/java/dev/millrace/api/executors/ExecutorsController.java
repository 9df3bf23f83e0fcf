package dev.millrace.api.executors;

import dev.millrace.http.input.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows operators which executors there are, and what they do.
@RestController
final class ExecutorsController {

  private final ExecutorList executors;
  private final Clock clock;

  ExecutorsController(ExecutorList executors, Clock clock) {
    this.executors = executors;
    this.clock = clock;
  }

  @GetMapping(path = "/api/executors", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, List<ExecutorDocument>> all(HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return Map.of("items", executors.at(clock.instant()));
  }
}
