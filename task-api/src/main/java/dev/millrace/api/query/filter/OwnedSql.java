package dev.millrace.api.query.filter;

import dev.millrace.access.Caller;
import java.util.ArrayList;
import java.util.List;

/// What somebody may see, as SQL.
public record OwnedSql(String where, List<Object> user) {

  public static OwnedSql of(Caller caller) {
    return switch (caller) {
      case Caller.User owner -> new OwnedSql("user_id = ?", List.of(owner.user().value()));
      case Caller.Operator _ -> new OwnedSql("true", List.of());
    };
  }

  /// The values of a statement in which the condition comes after these.
  public List<Object> values(Object... before) {
    List<Object> values = new ArrayList<>(List.of(before));
    values.addAll(user);
    return values;
  }
}
