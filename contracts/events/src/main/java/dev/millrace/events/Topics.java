package dev.millrace.events;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import java.time.Duration;

/// The names of Millrace's topics and groups: the one place where they are spelled.
public final class Topics {

  /// Every fact about every task, in order per task: the public contract. Key: task id.
  public static final String EVENTS = "millrace.events";

  /// Commands to the owners of tasks. Key: task id.
  public static final String CONTROL = "millrace.control";

  /// Work that gave up or could not be read, as it was. Key: task id.
  public static final String DEAD_LETTERS = "millrace.dead-letters";

  /// What executors can run, compacted. Key: task type.
  public static final String TASK_TYPES = "millrace.task-types";

  /// Which task types are paused, compacted. Key: task type.
  public static final String TYPE_CONTROLS = "millrace.type-controls";

  /// What each executor does just now, compacted and kept for an hour. Key: executor id.
  public static final String EXECUTOR_SNAPSHOTS = "millrace.executors";

  /// The share group in which executors take work.
  public static final String EXECUTORS = "millrace-executors";

  /// The consumer group that empties the retry topics.
  public static final String RETRIES = "millrace-retry";

  /// The consumer group in which executors apply commands.
  public static final String COMMANDERS = "millrace-control";

  /// The codec of all records. It is as small as lz4 on records of this size, and allocates less.
  public static final String COMPRESSION = "snappy";

  private static final String WORK = "millrace.work.";
  private static final String RETRY = "millrace.retry.";

  private Topics() {}

  /// Where the work items of one type and priority wait. Key: task id.
  public static String work(TaskType type, Priority priority) {
    return WORK + type.value() + "." + priority.wire();
  }

  /// Where failed attempts wait one fixed delay, such as `millrace.retry.2s`. Key: task id.
  public static String retry(Duration delay) {
    return RETRY + delay.toSeconds() + "s";
  }
}
