package dev.millrace.api.query.filter;

import dev.millrace.api.user.Viewer;
import java.util.ArrayList;
import java.util.List;

/// What somebody may see, as SQL.
public record OwnedSql(String where, List<Object> user) {

  public static OwnedSql of(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Owner owner -> new OwnedSql("user_id = ?", List.of(owner.user().value()));
      case Viewer.Operator _ -> new OwnedSql("true", List.of());
    };
  }

  /// The values of a statement in which the condition comes after these.
  public List<Object> values(Object... before) {
    List<Object> values = new ArrayList<>(List.of(before));
    values.addAll(user);
    return values;
  }
}
