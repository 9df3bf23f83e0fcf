package dev.millrace.executor.group;

import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskType;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Why an executor may not run beside those that are alive. Pure.
///
/// A type is its catalogue entry's group's for as long as an executor of that group is alive that
/// takes new tasks of it; then whoever announces it has it. Of two groups that start at once, the
/// entry that was written last counts: each is seen before it announces, so the one that was faster
/// waits until the other has seen that, or has overruled it. The executors of a group share one
/// database.
final class GroupConflict {

  private GroupConflict() {}

  /// Says it in one line.
  ///
  /// @param group this executor's
  /// @param database this executor's
  /// @param types whose new tasks are to be the group's
  /// @param living all other executors that were heard of just now
  static Optional<String> of(
      ExecutorGroup group,
      String database,
      Set<TaskType> types,
      Collection<TaskTypeEntry> catalogue,
      Collection<ExecutorSnapshot> living) {
    return anotherDatabase(group, database, living)
        .or(() -> ofTypes(group, types, catalogue, living));
  }

  /// A living executor of another group that takes new tasks of one of the types, as one does that
  /// starts at the same time.
  static Optional<String> contender(
      ExecutorGroup group, Set<TaskType> types, Collection<ExecutorSnapshot> living) {
    return types.stream()
        .sorted(Comparator.comparing(TaskType::value))
        .flatMap(type ->
            living.stream()
                .filter(other -> !other.owners().equals(group) && other.offers(type))
                .map(other -> line(type, other, group)))
        .findFirst();
  }

  private static String line(TaskType type, ExecutorSnapshot owner, ExecutorGroup group) {
    return "Task type '"
        + type
        + "' belongs to executor group '"
        + owner.owners()
        + "', of which "
        + owner.id()
        + " is alive, and this executor of group '"
        + group
        + "' announces it, too: leave it to one of them, see millrace.executor.group and"
        + " millrace.executor.finishes";
  }

  private static Optional<String> anotherDatabase(
      ExecutorGroup group, String database, Collection<ExecutorSnapshot> living) {
    return living.stream()
        .filter(other -> other.owners().equals(group))
        .filter(other -> other.database() != null && !other.database().equals(database))
        .findFirst()
        .map(other ->
            "Executor "
                + other.id()
                + " of group '"
                + group
                + "' works on database "
                + other.database()
                + ", and this one on database "
                + database
                + ": the executors of a group share one database, so give this one a group of its"
                + " own by millrace.executor.group");
  }

  private static Optional<String> ofTypes(
      ExecutorGroup group,
      Set<TaskType> types,
      Collection<TaskTypeEntry> catalogue,
      Collection<ExecutorSnapshot> living) {
    return catalogue.stream()
        .filter(entry -> types.contains(entry.type()) && !entry.owners().equals(group))
        .flatMap(entry ->
            living.stream()
                .filter(other -> other.owners().equals(entry.owners()))
                .filter(other -> other.offers(entry.type()))
                .map(other -> line(entry.type(), other, group)))
        .findFirst();
  }
}
