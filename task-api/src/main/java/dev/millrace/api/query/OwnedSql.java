package dev.millrace.api.query;

import dev.millrace.api.user.Viewer;
import java.util.ArrayList;
import java.util.List;

/// What somebody may see, as SQL.
record OwnedSql(String where, List<Object> user) {

  static OwnedSql of(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Owner owner -> new OwnedSql("user_id = ?", List.of(owner.user().value()));
      case Viewer.Operator _ -> new OwnedSql("true", List.of());
    };
  }

  /// The values of a statement in which the condition comes after these.
  List<Object> values(Object... before) {
    List<Object> values = new ArrayList<>(List.of(before));
    values.addAll(user);
    return values;
  }
}
