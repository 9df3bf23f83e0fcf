package dev.millrace.executor.control;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The limit from submission to end of a task that begins anew: as long as it was, from now on.
/// Pure.
final class RestartedLimit {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Json>> MEMBERS =
      new TypeReference<>() {};

  private RestartedLimit() {}

  /// The same request with a later deadline. Everything else stays to the letter, members that only
  /// a newer version knows included.
  ///
  /// @param request one that has a deadline
  /// @param since from when the deadline has counted so far
  static Json of(Json request, Instant since, Instant now) {
    Instant deadline = Objects.requireNonNull(request.as(TaskRequested.class).deadline());
    Map<String, Json> members = MAPPER.readValue(request.text(), MEMBERS);
    members.put("deadline", Json.of(now.plus(Duration.between(since, deadline))));
    return Json.of(members);
  }
}
