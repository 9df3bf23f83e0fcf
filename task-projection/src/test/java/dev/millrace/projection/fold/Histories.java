package dev.millrace.projection.fold;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes up histories of tasks, the same ones for the same seed.
public final class Histories {

  public static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");
  public static final Actor ALICE = new Actor(new UserId("alice"), "because");
  public static final TaskError ERROR = new TaskError("remote", "it said \"no\"\t…", true);

  private final Random random;

  public Histories(long seed) {
    this.random = new Random(seed);
  }

  public TaskId id() {
    return new TaskId(new UUID(random.nextLong(), random.nextLong()));
  }

  public static TaskRequested request(String user) {
    return new TaskRequested(
        new TaskType("sleep"),
        new UserId(user),
        Priority.NORMAL,
        new Json("{\"millis\":0,\"name\":\"\\\"ü\\\\\"}"),
        null,
        null,
        null,
        null,
        3,
        null,
        null,
        Duration.ofDays(7));
  }

  /// A legal history of one task, of at most `most` facts; it may end anywhere.
  public List<Fact> legal(int most) {
    TaskId id = id();
    List<Fact> facts = new ArrayList<>();
    TaskState state = null;
    Instant time = START.plusNanos(random.nextLong(1_000_000_000_000L));
    while (facts.size() < most) {
      TaskEvent event = next(state, facts.size());
      if (event == null) {
        break;
      }
      Fact fact = new Fact(id, facts.size(), time, event);
      facts.add(fact);
      state = TaskLifecycle.after(state, fact);
      // Writers' clocks differ: now and then time goes back.
      time = time.plusNanos(random.nextLong(2_000_000_000L) - 100_000_000L);
    }
    return facts;
  }

  private @Nullable TaskEvent next(@Nullable TaskState state, int sequence) {
    if (state == null) {
      return submitted();
    }
    if (state.status().isFinal() && random.nextInt(3) > 0) {
      return null;
    }
    List<TaskEvent> legal =
        candidates(state, sequence).stream()
            .filter(event -> TaskLifecycle.isLegal(state.status(), event))
            .toList();
    return legal.isEmpty() ? null : legal.get(random.nextInt(legal.size()));
  }

  private TaskRequested submitted() {
    TaskRequested plain = request("user-" + random.nextInt(3));
    return new TaskRequested(
        new TaskType(random.nextBoolean() ? "sleep" : "recalc"),
        plain.userId(),
        random.nextBoolean() ? Priority.HIGH : Priority.LOW,
        plain.parameters(),
        random.nextBoolean() ? null : new ProjectId("p" + random.nextInt(2)),
        random.nextInt(4) > 0 ? null : id(),
        random.nextBoolean() ? null : new Json("{\"file\":\"a.pdf\",\"engine\":\"?\"}"),
        random.nextInt(4) > 0 ? null : START.plusSeconds(60),
        random.nextInt(4),
        null,
        null,
        Duration.ofHours(random.nextInt(200)),
        random.nextBoolean() ? null : new ExecutorGroup("group-" + random.nextInt(2)));
  }

  private TaskCompleted completed(int attempt) {
    Json metadata = new Json("{\"engine\":\"e\"}");
    return random.nextBoolean()
        ? new TaskCompleted(attempt, new Json("{\"n\":1}"), metadata)
        : new TaskCompleted(
            attempt, null, metadata, new StoredResult("a.result-1", 1 + random.nextInt(9), "0f"));
  }

  /// One of each kind, but for the submission.
  public List<TaskEvent> candidates(TaskState state, int sequence) {
    int attempt = 1 + sequence / 4;
    var executor = new ExecutorId("x" + random.nextInt(3));
    return List.of(
        new TaskStarted(attempt, sequence, executor),
        new TaskProgressed(
            new Progress(random.nextInt(100), random.nextBoolean() ? null : 100L, "so far", null)),
        new TaskProgressed(new Progress(random.nextInt(100), 100L, null, new Json("[1,2]"))),
        new TaskRetryScheduled(attempt, ERROR, START.plusNanos(random.nextLong(1L << 40))),
        new TaskCancelRequested(ALICE),
        new TaskPaused(ALICE),
        new TaskResumed(ALICE),
        new TaskResumed(ALICE, START.plusSeconds(600)),
        new TaskTakenOver(attempt, sequence, executor, executor, 1),
        new TaskStepCompleted("split", 0),
        new TaskCompensationStarted(attempt, null),
        new TaskStepCompensated("split", 0),
        new TaskRedriven(attempt, ALICE),
        new TaskRestored(
            request("user-0"), START, state, attempt, START, new Progress(1, 2L, null, null)),
        completed(attempt),
        new TaskFailed(attempt, ERROR),
        new TaskCancelled(random.nextBoolean() ? null : ALICE),
        new TaskTimedOut(attempt, ERROR));
  }
}
