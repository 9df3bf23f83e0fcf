package dev.millrace.jobs.recalc.rows;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/// Reads the three JSON forms of a [Scope]; anything else is an error that shows them.
final class ScopeReader extends ValueDeserializer<Scope> {

  private static final String FORMS =
      "scope is \"all\", {\"ids\": [1, 2]} or {\"tag\": \"burn\"}; got ";

  @Override
  public Scope deserialize(JsonParser parser, DeserializationContext context) {
    JsonNode json = context.readTree(parser);
    if (json.isString() && json.stringValue().equals("all")) {
      return new Scope.All();
    }
    if (json.isObject() && json.size() == 1) {
      JsonNode tag = json.path("tag");
      if (tag.isString()) {
        return new Scope.Tag(tag.stringValue());
      }
      if (json.path("ids").isArray()) {
        return new Scope.Ids(ids(json.path("ids")));
      }
    }
    throw new IllegalArgumentException(FORMS + json);
  }

  private static List<Long> ids(JsonNode array) {
    List<Long> ids = new ArrayList<>(array.size());
    for (JsonNode id : array) {
      // 1.0 is a whole number, too.
      if (!id.isNumber() || !id.canConvertToExactIntegral() || !id.canConvertToLong()) {
        throw new IllegalArgumentException("scope.ids holds whole numbers; got " + id);
      }
      ids.add(id.longValue());
    }
    return ids;
  }
}
