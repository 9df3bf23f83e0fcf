package dev.millrace.projection.poll;

import dev.millrace.events.Fact;
import dev.millrace.events.task.TaskId;
import dev.millrace.projection.letter.DeadLetter;
import java.time.Instant;

/// One record of the log, decoded as far as it goes.
public sealed interface Entry {

  RecordPosition at();

  /// An entry that is about a task and has its place in the task's history.
  sealed interface TaskEntry extends Entry {
    TaskId taskId();

    long sequence();

    Instant time();

    /// The record's `ce_type`.
    String type();

    /// The record's value, JSON.
    String data();
  }

  /// A fact that this version knows.
  record KnownEvent(RecordPosition at, Fact fact, String type, String data) implements TaskEntry {
    @Override
    public TaskId taskId() {
      return fact.taskId();
    }

    @Override
    public long sequence() {
      return fact.sequence();
    }

    @Override
    public Instant time() {
      return fact.time();
    }
  }

  /// A fact of a type that only a newer version knows.
  record UnknownEvent(
      RecordPosition at, TaskId taskId, long sequence, Instant time, String type, String data)
      implements TaskEntry {}

  /// A dead letter.
  record Letter(RecordPosition at, DeadLetter letter) implements Entry {}

  /// A record that no version can read.
  ///
  /// @param reason what is wrong with it, and where
  record Unreadable(RecordPosition at, String reason, RawRecord record) implements Entry {}
}
