package dev.millrace.projection.fold;

import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;

/// What one fact made of a view.
public sealed interface Folded {

  /// The fact was next and legal.
  record Followed(TaskView view) implements Folded {}

  /// The fact was out of order or illegal. It is taken in as far as it can be believed, and
  /// somebody should know.
  record Doubtful(TaskView view, Verdict why) implements Folded {}

  /// The fact was taken in before.
  record Duplicate() implements Folded {}
}
