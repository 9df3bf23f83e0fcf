package dev.millrace.api.deadletter.redrive;

import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.events.task.TaskId;
import java.util.List;

/// How a letter is redriven. Pure.
public sealed interface RedriveWay {

  /// The executor is told to put the ended task back to work.
  record Command(TaskId taskId) implements RedriveWay {}

  /// The record goes back to its topic as it was.
  record Resend(String topic) implements RedriveWay {}

  /// Not at all.
  record Impossible(String why) implements RedriveWay {}

  /// The topics that records are sent back to; a letter could name any.
  List<String> PREFIXES = List.of("millrace.work.", "millrace.retry.");

  /// The longest value that a letter holds whole.
  long LONGEST = 768 * 1024;

  /// What gave up comes from an outbox and is a task that ended; what could not be read, or not be
  /// held, stood in a topic, and no executor has met its task.
  static RedriveWay of(DeadLetter letter) {
    DeadLetter.Origin origin = letter.origin();
    if (origin.partition() == null) {
      return letter.taskId() == null
          ? new Impossible("it names no task")
          : new Command(new TaskId(letter.taskId()));
    }
    if (PREFIXES.stream().noneMatch(origin.topic()::startsWith)) {
      return new Impossible("nothing is sent back to the topic " + origin.topic());
    }
    return letter.valueSize() > LONGEST
        ? new Impossible("its value is longer than what is kept of it")
        : new Resend(origin.topic());
  }
}
