package dev.millrace.projection.fold;

import dev.millrace.events.stored.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Facts about a submission and about the work on it, as one JSON object.
final class Metadata {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Metadata() {}

  /// Both objects in one; where both have a name, the later one counts. What is no object is
  /// replaced as a whole.
  static @Nullable Json merged(@Nullable Json earlier, @Nullable Json later) {
    if (earlier == null || later == null) {
      return later == null ? earlier : later;
    }
    if (MAPPER.readTree(earlier.text()) instanceof ObjectNode all
        && MAPPER.readTree(later.text()) instanceof ObjectNode more) {
      all.setAll(more);
      return new Json(MAPPER.writeValueAsString(all));
    }
    return later;
  }
}
