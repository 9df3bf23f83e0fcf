package dev.millrace.api.query.document;

import dev.millrace.events.task.ExecutorGroup;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// How busy types are, as far as this process has heard. For people to look at; nothing is decided
/// by it but which executors count the answers of a bulk control.
public interface TypeLoads {

  /// What runs of a type in the executors of a group; null where none that runs it has been heard
  /// of.
  @Nullable Load of(String type, ExecutorGroup group);

  /// Why no executor of a group takes in tasks of a type, in words; null where one does, or where
  /// that is not known.
  @Nullable String absence(String type, ExecutorGroup group);

  /// The groups that have an executor that is alive, as far as this process has heard.
  SortedSet<ExecutorGroup> living();

  /// What runs of a type, and what could.
  ///
  /// @param limit how many may run at once
  record Load(int running, int limit) {

    boolean isFull() {
      return running >= limit;
    }
  }
}
