package dev.millrace.events;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import java.time.Duration;

/// The names of Millrace's topics and groups: the one place where they are spelled.
///
/// Each group of executors has work, retries and commands of its own; all else is everybody's. The
/// names of the default group have no part for the group. No name of one group is another's, since
/// neither a group's nor a type's has a dot.
public final class Topics {

  /// Every fact about every task, in order per task: the public contract. Key: task id.
  public static final String EVENTS = "millrace.events";

  /// Commands to the owners of tasks of the default group. Key: task id.
  public static final String CONTROL = "millrace.control";

  /// Tasks that services submit in transactions of their own. Key: task id.
  public static final String SUBMISSIONS = "millrace.submissions";

  /// Work that gave up or could not be read, as it was. Key: task id.
  public static final String DEAD_LETTERS = "millrace.dead-letters";

  /// What executors can run, compacted. Key: task type.
  public static final String TASK_TYPES = "millrace.task-types";

  /// Which task types are paused, compacted. Key: task type.
  public static final String TYPE_CONTROLS = "millrace.type-controls";

  /// What each executor does just now, compacted and kept for an hour. Key: executor id.
  public static final String EXECUTOR_SNAPSHOTS = "millrace.executors";

  /// The codec of all records. It is as small as lz4 on records of this size, and allocates less.
  public static final String COMPRESSION = "snappy";

  private static final String WORK = "millrace.work.";
  private static final String RETRY = "millrace.retry.";
  private static final String EXECUTORS = "millrace-executors";
  private static final String RETRIES = "millrace-retry";
  private static final String COMMANDERS = "millrace-control";

  private Topics() {}

  /// Where the work items of one type and priority wait for executors of the default group. Key:
  /// task id.
  public static String work(TaskType type, Priority priority) {
    return work(ExecutorGroup.DEFAULT, type, priority);
  }

  /// Where the work items of one type and priority wait, such as `millrace.work.shop.mail.high`.
  /// Key: task id.
  public static String work(ExecutorGroup group, TaskType type, Priority priority) {
    return WORK + part(group) + type.value() + "." + priority.wire();
  }

  /// Where failed attempts wait one fixed delay, such as `millrace.retry.shop.2s`. Key: task id.
  public static String retry(ExecutorGroup group, Duration delay) {
    return RETRY + part(group) + delay.toSeconds() + "s";
  }

  /// Commands to the owners of a group's tasks. Key: task id.
  public static String control(ExecutorGroup group) {
    return group.isDefault() ? CONTROL : CONTROL + "." + group;
  }

  /// The share group in which executors take work.
  public static String executors(ExecutorGroup group) {
    return name(EXECUTORS, group);
  }

  /// The consumer group that empties the retry topics.
  public static String retries(ExecutorGroup group) {
    return name(RETRIES, group);
  }

  /// The consumer group in which executors apply commands.
  public static String commanders(ExecutorGroup group) {
    return name(COMMANDERS, group);
  }

  private static String part(ExecutorGroup group) {
    return group.isDefault() ? "" : group + ".";
  }

  private static String name(String ofDefault, ExecutorGroup group) {
    return group.isDefault() ? ofDefault : ofDefault + "-" + group;
  }
}
