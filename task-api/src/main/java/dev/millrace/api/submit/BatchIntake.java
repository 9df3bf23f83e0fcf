package dev.millrace.api.submit;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes a batch's tasks: the parent, and a child for each item. Either all items are good, or
/// nothing is accepted and every bad one is named.
///
/// Children are tasks of their own even where identical tasks in flight are one, because their
/// batch counts them.
final class BatchIntake {

  /// Places that a refusal names.
  private static final int MOST_ERRORS = 100;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Desk desk;
  private final OfferedType type;
  private final SubmissionOptions options;
  private final Acceptance.Sender sender;
  private final List<Submission> accepted = new ArrayList<>();

  /// @param options of each child; the parent has those that make sense for it
  BatchIntake(Desk desk, OfferedType type, SubmissionOptions options, Acceptance.Sender sender) {
    this.desk = desk;
    this.type = type;
    this.options = options;
    this.sender = sender;
  }

  /// Judges the whole batch.
  ///
  /// @return the parent
  Submission accept(BatchBody body) {
    Submission parent =
        desk.judge(
            desk.own(Batches.TYPE),
            JSON.valueToTree(
                Map.of(
                    "type", type.entry().type().value(),
                    "total", body.items().size(),
                    "onFailure", body.onFailure())),
            "",
            new SubmissionOptions(
                options.priority(), null, null, options.runAt(), options.projectId()),
            sender);
    accepted.add(parent);
    List<Object> errors = new ArrayList<>();
    for (int i = 0; i < body.items().size() && errors.size() < MOST_ERRORS; i++) {
      child(parent.id(), body.items().get(i), "/items/" + i, errors);
    }
    if (!errors.isEmpty()) {
      throw Problem.of(
              ProblemType.INVALID_PARAMETERS,
              "The batch holds parameters that do not fit task type '" + type.entry().type() + "'")
          .with("errors", errors)
          .asException();
    }
    return parent;
  }

  /// The parent and the children, to be committed together.
  List<Submission> accepted() {
    return accepted;
  }

  private void child(TaskId parent, JsonNode item, String pointer, List<Object> errors) {
    try {
      Submission alone = desk.judge(type, item, pointer, options, sender);
      accepted.add(alone.partOf(parent));
    } catch (ProblemException e) {
      if (e.problem().type() != ProblemType.INVALID_PARAMETERS
          || !(e.problem().members().get("errors") instanceof List<?> places)) {
        throw e;
      }
      errors.addAll(places);
    }
  }
}
