package dev.millrace.executor.control;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The limit from submission to end of a task that begins anew: as long as it was, from now on.
/// Pure.
final class RestartedLimit {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Json>> MEMBERS =
      new TypeReference<>() {};

  private RestartedLimit() {}

  /// The same request with a later deadline, where it has one. Everything else stays to the letter,
  /// members that only a newer version knows included.
  ///
  /// @param since from when the deadline has counted so far
  static Optional<Json> of(Json request, Instant since, Instant now) {
    Instant deadline = request.as(TaskRequested.class).deadline();
    if (deadline == null) {
      return Optional.empty();
    }
    Map<String, Json> members = MAPPER.readValue(request.text(), MEMBERS);
    members.put(
        "deadline", Json.of(TimeRange.nearest(now.plus(Duration.between(since, deadline)))));
    return Optional.of(Json.of(members));
  }
}
