package dev.millrace.events;

import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One event of each kind with every field filled, and one task's facts from them.
public final class Samples {

  public static final TaskId TASK = TaskId.parse("01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01");
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private static final Actor ALICE = new Actor(new UserId("alice"), "wrong weights");
  private static final ExecutorId EXECUTOR = new ExecutorId("executor-7f3c");
  private static final TaskError ERROR =
      new TaskError("provider-unavailable", "503 from the provider; 供应商不可用", true);

  private static final TaskRequested REQUESTED =
      new TaskRequested(
          new TaskType("recalc"),
          new UserId("alice"),
          Priority.HIGH,
          Json.parse("{\"weights\": {\"offense\": 1.50}, \"scope\": \"all\"}"),
          new ProjectId("season 4"),
          TaskId.parse("01936b2e-0000-7000-8000-000000000001"),
          Json.parse("{\"source\":\"text\"}"),
          NOON.plusSeconds(60),
          3,
          Duration.ofMinutes(5),
          NOON.plusSeconds(3600),
          Duration.ofDays(7));

  private Samples() {}

  public static List<TaskEvent> all() {
    return List.of(
        REQUESTED,
        new TaskStarted(1, 1, EXECUTOR),
        new TaskProgressed(
            new Progress(1500, 50_000L, "rows 1,001 to 1,500", Json.parse("{\"rate\":21000.5}"))),
        new TaskRetryScheduled(1, ERROR, NOON.plusSeconds(2)),
        new TaskCancelRequested(ALICE),
        new TaskPaused(ALICE),
        new TaskResumed(ALICE),
        new TaskTakenOver(1, 2, EXECUTOR, new ExecutorId("executor-11aa"), 1),
        new TaskStepCompleted("store nodes", 2),
        new TaskCompensationStarted(2, ERROR),
        new TaskStepCompensated("store nodes", 2),
        new TaskRedriven(4, ALICE),
        new TaskRestored(
            REQUESTED,
            NOON,
            new TaskState.Retrying(2, ERROR, NOON.plusSeconds(4)),
            2,
            NOON.plusSeconds(1),
            new Progress(7, null, null, null)),
        new TaskCompleted(
            1, Json.parse("{\"changed\":312}"), Json.parse("{\"engine\":\"embedded\"}")),
        new TaskFailed(4, ERROR),
        new TaskCancelled(ALICE),
        new TaskTimedOut(1, new TaskError("attempt-timeout", "longer than PT5M", false)));
  }

  public static Fact fact(long sequence, TaskEvent event) {
    return new Fact(TASK, sequence, NOON, event);
  }
}
