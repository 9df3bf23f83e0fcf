package dev.millrace.api.bulk;

import dev.millrace.access.Caller;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.query.filter.TaskFilter;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.Members;
import dev.millrace.http.input.StrictJson;
import dev.millrace.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is to be done with which tasks: the body of a bulk control, and the parameters of the task
/// that does it. Pure.
///
/// A filter that names no status means those in which the action changes something.
///
/// @param action cancel or retry
/// @param filter which tasks; with at least one status, all of which allow the action
/// @param words the filter as it was given
/// @param ratePerSecond most commands a second
public record BulkControl(
    TaskAction action, TaskFilter filter, JsonNode words, int ratePerSecond, String reason) {

  /// The type of the task that does it.
  public static final TaskType TYPE = new TaskType("bulk-control");

  static final int FASTEST = 1_000;

  private static final String ACTION = "action";
  private static final String FILTER = "filter";
  private static final String RATE = "ratePerSecond";
  private static final String REASON = "reason";
  private static final String EVERYBODY = "everybody";
  private static final String EXPECTED = "expected";
  private static final List<String> ACTIONS = List.of("cancel", "retry");

  /// Reads a body.
  ///
  /// @param caller who asks; an operator's filter means everybody's tasks
  /// @throws ProblemException naming the place that is wrong, and what would be right
  public static BulkControl read(JsonNode body, Caller caller, int standardRate) {
    return read(Members.of(body, "", List.of(ACTION, FILTER, RATE, REASON)), caller, standardRate);
  }

  /// Reads what [#parameters] wrote.
  ///
  /// @param owner whose task it is
  static BulkControl stored(Json parameters, UserId owner) {
    JsonNode stored = read(parameters);
    Caller caller = isEverybodys(stored) ? new Caller.Operator(owner) : new Caller.User(owner);
    List<String> names = List.of(ACTION, FILTER, RATE, REASON, EVERYBODY, EXPECTED);
    return read(Members.of(stored, "", names), caller, 1);
  }

  /// Whether the caller may have a task go on that ended or was paused. An operator's bulk control
  /// reaches everybody's tasks, so an operator alone may send it out again: the owner's token may
  /// have lost that scope since.
  ///
  /// @param task of any type
  public static boolean mayRestart(Caller caller, TaskRequested task) {
    return switch (caller) {
      case Caller.Operator _ -> true;
      case Caller.User _ -> !task.type().equals(TYPE) || !isEverybodys(read(task.parameters()));
    };
  }

  private static boolean isEverybodys(JsonNode stored) {
    return stored.path(EVERYBODY).asBoolean();
  }

  private static JsonNode read(Json parameters) {
    return StrictJson.read(parameters.text().getBytes(StandardCharsets.UTF_8));
  }

  /// The parameters of its task.
  ///
  /// @param expected how many tasks the filter admits now; null where that is not known
  public JsonNode parameters(@Nullable Long expected) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put(ACTION, action.verb());
    parameters.set(FILTER, words);
    parameters.put(EVERYBODY, filter.caller() instanceof Caller.Operator);
    parameters.put(RATE, ratePerSecond);
    parameters.put(REASON, reason);
    if (expected != null) {
      parameters.put(EXPECTED, expected);
    }
    return parameters;
  }

  private static BulkControl read(Members body, Caller caller, int standardRate) {
    TaskAction action = body.text(ACTION, BulkControl::action);
    if (action == null) {
      throw body.wrong(ACTION, "one of " + ACTIONS + " is expected");
    }
    Members words = body.object(FILTER, TaskFilter.NAMES);
    if (words.isEmpty()) {
      throw body.wrong(
          FILTER, "an empty filter means every task there is; give one of " + TaskFilter.NAMES);
    }
    String reason = body.text(REASON, Function.identity());
    if (reason == null || reason.isBlank()) {
      throw body.wrong(REASON, "a reason is required, such as \"wrong weights\"");
    }
    Integer rate = body.integer(RATE, 1, FASTEST);
    return new BulkControl(
        action,
        possible(action, TaskFilter.of(words, caller), words),
        Objects.requireNonNull(body.get(FILTER)),
        rate == null ? standardRate : rate,
        reason);
  }

  private static TaskAction action(String text) {
    if (!ACTIONS.contains(text)) {
      throw new IllegalArgumentException("one of " + ACTIONS + " is expected");
    }
    return TaskAction.parse(text);
  }

  private static TaskFilter possible(TaskAction action, TaskFilter filter, Members words) {
    List<TaskStatus> possible =
        Arrays.stream(TaskStatus.values())
            .filter(status -> action.isPossible(status) && status != TaskStatus.CANCELLING)
            .toList();
    if (filter.statuses().isEmpty()) {
      return filter.in(possible);
    }
    if (!possible.containsAll(filter.statuses())) {
      throw words.wrong(
          "status",
          "what "
              + action.verb()
              + " changes is "
              + possible.stream().map(TaskStatus::wire).toList());
    }
    return filter;
  }
}
