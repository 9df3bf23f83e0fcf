package dev.millrace.jobs.recalc.rows;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonDeserialize;

/// Which monsters a recalculation touches.
///
/// In JSON: `"all"`, `{"ids": [1, 2]}` or `{"tag": "burn"}`.
@JsonDeserialize(using = ScopeReader.class)
public sealed interface Scope {

  /// The most ids that one task names.
  int MOST_IDS = 10_000;

  /// Every monster.
  record All() implements Scope {
    @JsonValue
    String word() {
      return "all";
    }
  }

  /// The monsters with these ids, 1 to 10,000 of them.
  record Ids(List<Long> ids) implements Scope {
    public Ids {
      ids = ids.stream().distinct().sorted().toList();
      if (ids.isEmpty() || ids.size() > MOST_IDS) {
        throw new IllegalArgumentException("scope.ids names 1 to " + MOST_IDS + " monsters");
      }
    }

    @JsonValue
    Map<String, List<Long>> json() {
      return Map.of("ids", ids);
    }
  }

  /// The monsters that have this tag.
  record Tag(String tag) implements Scope {
    public Tag {
      if (tag.isBlank()) {
        throw new IllegalArgumentException("scope.tag is empty");
      }
    }

    @JsonValue
    Map<String, String> json() {
      return Map.of("tag", tag);
    }
  }
}
