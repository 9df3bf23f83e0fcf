package dev.millrace.api.submit.bulk;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.submit.Acceptance;
import dev.millrace.api.submit.Submissions;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.io.InputStream;
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
final class BatchIntake implements Submissions.Intake {

  /// Places that a refusal names, and after which nothing more is read.
  private static final int MOST_ERRORS = 100;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Submissions submissions;
  private final OfferedType type;
  private final SubmissionOptions options;
  private final Acceptance.Sender sender;
  private final List<Submission> accepted = new ArrayList<>();
  private final List<Object> errors = new ArrayList<>();
  private int items;

  /// @param options of each child; the parent has those that make sense for it
  BatchIntake(
      Submissions submissions,
      OfferedType type,
      SubmissionOptions options,
      Acceptance.Sender sender) {
    this.submissions = submissions;
    this.type = type;
    this.options = options;
    this.sender = sender;
  }

  /// Reads and judges the whole batch, item by item.
  ///
  /// @param most items that it may have
  void accept(InputStream in, int most) {
    OfferedType batches = submissions.own(Batches.TYPE);
    TaskId parentId = submissions.nextId();
    BatchBody body = BatchBody.read(in, most, item -> child(parentId, item));
    if (!errors.isEmpty()) {
      throw refused();
    }
    Submission parent =
        submissions.judge(
            batches,
            JSON.valueToTree(
                Map.of(
                    "type", type.entry().type().value(),
                    "total", body.items(),
                    "onFailure", body.onFailure())),
            "",
            new SubmissionOptions(
                options.priority(), null, null, options.runAt(), options.projectId()),
            sender,
            parentId);
    // Whoever has the children counts them.
    accepted.addFirst(parent.ownedBy(type.entry().owners()));
  }

  /// The parent and then the children, to be committed together.
  @Override
  public List<Submission> accepted() {
    return accepted;
  }

  @Override
  public int judged() {
    return items + 1;
  }

  private void child(TaskId parent, JsonNode item) {
    try {
      Submission alone = submissions.judge(type, item, "/items/" + items++, options, sender);
      if (errors.isEmpty()) {
        accepted.add(alone.partOf(parent));
      }
    } catch (ProblemException e) {
      if (e.problem().type() != TaskProblem.INVALID_PARAMETERS
          || !(e.problem().members().get("errors") instanceof List<?> places)) {
        throw e;
      }
      errors.addAll(places);
      if (errors.size() >= MOST_ERRORS) {
        throw refused();
      }
    }
  }

  private ProblemException refused() {
    return Problem.of(
            TaskProblem.INVALID_PARAMETERS,
            "The batch holds parameters that do not fit task type '" + type.entry().type() + "'")
        .with("errors", errors)
        .asException();
  }
}
