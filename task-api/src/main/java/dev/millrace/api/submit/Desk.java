package dev.millrace.api.submit;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.input.TraceParent;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.query.TaskDocument;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Where submissions arrive from HTTP: gives each its id and time, judges it, has it committed.
///
/// Times are whole milliseconds, as fine as the ids that go with them.
final class Desk {

  private final Catalogue catalogue;
  private final Acceptance acceptance;
  private final IdenticalTasks identical;
  private final CurrentUser users;
  private final TaskIds ids = new TaskIds();
  private final Clock clock;

  Desk(
      Catalogue catalogue,
      Acceptance acceptance,
      IdenticalTasks identical,
      CurrentUser users,
      Clock clock) {
    this.catalogue = catalogue;
    this.acceptance = acceptance;
    this.identical = identical;
    this.users = users;
    this.clock = clock;
  }

  Acceptance.Sender sender(HttpServletRequest request) {
    return new Acceptance.Sender(
        users.of(request), TraceParent.read(request.getHeader("traceparent")));
  }

  /// The type of that name, when it takes new tasks; asked first, so that an unknown type is said
  /// to be unknown whatever the body holds.
  OfferedType type(String name) {
    if (name.equals(Batches.TYPE.value())) {
      throw Problem.of(
              ProblemType.UNKNOWN_TYPE,
              "A batch is submitted at /api/tasks/{type}/batch, with the type of its tasks")
          .asException();
    }
    return catalogue.open(name);
  }

  /// The type of the task that stands for a batch.
  OfferedType batch() {
    return catalogue.open(Batches.TYPE.value());
  }

  Submission judge(
      OfferedType type,
      JsonNode parameters,
      String pointer,
      SubmissionOptions options,
      Acceptance.Sender sender) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return acceptance.accept(type, parameters, pointer, options, sender, ids.next(), now);
  }

  /// Returns when they are committed, all or none.
  ///
  /// @return for those that were not written, the identical task in flight that stands for each
  Map<TaskId, TaskDocument> commit(List<Submission> submissions) {
    return submissions.isEmpty() ? Map.of() : identical.commit(submissions);
  }
}
