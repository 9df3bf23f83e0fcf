package dev.millrace.api.query.filter;

import dev.millrace.access.Caller;
import java.sql.Timestamp;
import java.util.List;

/// The order by age of what somebody may see, for which both `request` and `task` have an index.
///
/// @param newestFirst an `order by`
/// @param newer the condition of those that are newer than a place
/// @param notNewer the condition of the others
/// @param timed whether these conditions take a time before an id, or the id alone
public record AgeOrder(String newestFirst, String newer, String notNewer, boolean timed) {

  /// A user's are indexed by their time. Everybody's are not in `request`, but ids rise with time,
  /// and the primary key has them in order.
  public static AgeOrder of(Caller caller) {
    return switch (caller) {
      case Caller.User _ ->
          new AgeOrder(
              " order by created_at desc, task_id desc",
              "(created_at, task_id) > (?, ?)",
              "(created_at, task_id) <= (?, ?)",
              true);
      case Caller.Operator _ ->
          new AgeOrder(" order by task_id desc", "task_id > ?", "task_id <= ?", false);
    };
  }

  public List<Object> values(Position place) {
    return timed ? List.of(Timestamp.from(place.createdAt()), place.id()) : List.of(place.id());
  }
}
