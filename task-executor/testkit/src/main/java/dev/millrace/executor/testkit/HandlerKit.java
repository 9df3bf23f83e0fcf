package dev.millrace.executor.testkit;

import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.starter.TaskMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs the tasks of a handler in memory, as the engine does: parameters are held against the
/// schema that callers see and read from JSON, a failure is retried or final by the same rules, a
/// saga is undone when its task does not succeed, and an attempt ends when its time is over.
///
/// Parameters are JSON, as a caller writes it, or an object that becomes JSON. Nobody waits: the
/// clock of the [TestWorld] is moved on instead, by the kit for a retry and by a test's fakes for
/// slow work. Each task gets a world of its own.
public final class HandlerKit {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Function<TestWorld, ? extends TaskHandler<?, ?>> handlers;
  private final Supplier<TestWorld> worlds;
  private final List<String> ignored;
  private final boolean checked;

  private HandlerKit(
      Function<TestWorld, ? extends TaskHandler<?, ?>> handlers,
      Supplier<TestWorld> worlds,
      List<String> ignored,
      boolean checked) {
    this.checked = checked;
    this.handlers = handlers;
    this.worlds = worlds;
    this.ignored = ignored;
  }

  /// A kit for tasks in worlds without a database.
  ///
  /// @param handlers makes the handler anew for each run: what it remembers dies with its process
  public static HandlerKit of(Function<TestWorld, ? extends TaskHandler<?, ?>> handlers) {
    return new HandlerKit(handlers, TestWorld::inMemory, List.of(), true);
  }

  /// The same for a method that is a [dev.millrace.executor.handler.Task].
  ///
  /// @param beans makes the bean of the method anew for each run
  /// @param type the method's, if the bean has several
  public static HandlerKit ofMethod(Function<TestWorld, ?> beans, String type) {
    return of(world -> TaskMethods.handler(beans.apply(world), type));
  }

  /// The same in other worlds than empty ones.
  public HandlerKit in(Supplier<TestWorld> others) {
    return new HandlerKit(handlers, others, ignored, checked);
  }

  /// The same, without comparing these fields of results and checkpoints, such as a duration.
  public HandlerKit ignoring(String... fields) {
    return new HandlerKit(handlers, worlds, List.of(fields), checked);
  }

  /// The same for tasks that an earlier schema let in: their parameters are not held against that
  /// of today.
  public HandlerKit acceptedBefore() {
    return new HandlerKit(handlers, worlds, ignored, false);
  }

  /// Runs a task to its end.
  public RunResult run(String parameters) {
    return drive(parameters).toTheEnd();
  }

  /// Runs a task to its end.
  public RunResult run(Object parameters) {
    return run(json(parameters));
  }

  /// Runs a task that is paused once it has committed `commits` times, and then resumed.
  public RunResult pausedAfter(int commits, String parameters) {
    return drive(parameters).pausedAfter(commits).toTheEnd();
  }

  /// Runs a task that is paused once it has committed `commits` times, and then resumed.
  public RunResult pausedAfter(int commits, Object parameters) {
    return pausedAfter(commits, json(parameters));
  }

  /// Runs a task that is cancelled once it has committed `commits` times.
  public RunResult cancelledAfter(int commits, String parameters) {
    return drive(parameters).cancelledAfter(commits).toTheEnd();
  }

  /// Runs a task that is cancelled once it has committed `commits` times.
  public RunResult cancelledAfter(int commits, Object parameters) {
    return cancelledAfter(commits, json(parameters));
  }

  /// Runs a task once undisturbed, and then once for each point at which its process can die:
  /// before and after each commit, those of compensations included, and before and after each side
  /// effect that its [TestWorld] is told of. What was not committed is dropped then, and a new
  /// handler goes on. A side effect may happen again, and is the same then.
  ///
  /// @return the undisturbed task
  /// @throws AssertionError when one of them ends in another way, with another result, does a step
  ///   twice, writes or submits something else, or leaves another world
  public RunResult survivesEveryCrash(String parameters) {
    return everywhere(parameters, Integer.MAX_VALUE);
  }

  /// The same with an object as parameters.
  public RunResult survivesEveryCrash(Object parameters) {
    return survivesEveryCrash(json(parameters));
  }

  /// The same for a task that is cancelled once it has committed `commits` times.
  public RunResult survivesEveryCrashCancelledAfter(int commits, String parameters) {
    return everywhere(parameters, commits);
  }

  /// The same with an object as parameters.
  public RunResult survivesEveryCrashCancelledAfter(int commits, Object parameters) {
    return survivesEveryCrashCancelledAfter(commits, json(parameters));
  }

  private static String json(Object parameters) {
    return Json.of(parameters).text();
  }

  private RunResult everywhere(String parameters, int cancelAfter) {
    RunResult undisturbed = drive(parameters).cancelledAfter(cancelAfter).toTheEnd();
    for (KillPoint where : killPoints(undisturbed)) {
      RunResult killed = drive(parameters).cancelledAfter(cancelAfter).dyingAt(where).toTheEnd();
      List<String> differences = differences(undisturbed, killed);
      if (!differences.isEmpty()) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "A task whose process died %s of %d is not as the one that lived:%n%s",
                where,
                where.kind() == KillPoint.Kind.COMMIT
                    ? undisturbed.commits()
                    : undisturbed.effects().size(),
                String.join("\n", differences)));
      }
    }
    return undisturbed;
  }

  private static List<KillPoint> killPoints(RunResult undisturbed) {
    List<KillPoint> points = new ArrayList<>();
    add(points, KillPoint.Kind.COMMIT, undisturbed.commits());
    add(points, KillPoint.Kind.SIDE_EFFECT, undisturbed.effects().size());
    return points;
  }

  private static void add(List<KillPoint> points, KillPoint.Kind kind, int count) {
    for (int number = 0; number < count; number++) {
      for (KillPoint.Side side : KillPoint.Side.values()) {
        points.add(new KillPoint(kind, number, side));
      }
    }
  }

  private List<String> differences(RunResult lived, RunResult died) {
    List<String> differences = new ArrayList<>();
    compare(differences, "end", outcome(lived.end()), outcome(died.end()));
    compare(
        differences, "checkpoint", comparable(lived.checkpoint()), comparable(died.checkpoint()));
    compare(differences, "steps", lived.facts(), died.facts());
    compare(differences, "writes", lived.writes(), died.writes());
    compare(differences, "submitted tasks", lived.submitted(), died.submitted());
    compare(differences, "world", lived.seen(), died.seen());
    compare(differences, "side effects", Set.copyOf(lived.effects()), Set.copyOf(died.effects()));
    compare(differences, "commits", lived.commits(), died.commits());
    return differences;
  }

  private static void compare(
      List<String> differences, String what, @Nullable Object lived, @Nullable Object died) {
    if (!Objects.equals(lived, died)) {
      differences.add(
          String.format(Locale.ROOT, "%s%n  lived: %s%n  died:  %s", what, lived, died));
    }
  }

  /// An end without the number of its attempt.
  private Object outcome(TaskEvent.Final end) {
    return switch (end) {
      case TaskCompleted completed ->
          Objects.requireNonNullElse(comparable(completed.result()), "completed");
      case TaskFailed failed -> failed.error();
      default -> end.getClass().getSimpleName();
    };
  }

  private @Nullable JsonNode comparable(@Nullable Json json) {
    if (json == null) {
      return null;
    }
    JsonNode node = MAPPER.readTree(json.text());
    if (node instanceof ObjectNode object) {
      object.remove(ignored);
    }
    return node;
  }

  private TaskSimulation drive(String parameters) {
    TestWorld world = worlds.get();
    Json json = Json.parse(parameters);
    if (checked) {
      Door.admit(handlers.apply(world), json);
    }
    return new TaskSimulation(handlers, world, json);
  }
}
