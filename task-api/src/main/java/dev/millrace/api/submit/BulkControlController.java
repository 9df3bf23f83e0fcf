package dev.millrace.api.submit;

import dev.millrace.api.bulk.BulkControl;
import dev.millrace.api.bulk.BulkSettings;
import dev.millrace.api.bulk.Estimate;
import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.idempotency.Response;
import dev.millrace.api.query.TaskScan;
import dev.millrace.api.query.document.TypeLoads;
import dev.millrace.api.quota.ConnectionLimit;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.UserId;
import dev.millrace.http.PublicPath;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes the task that cancels or retries all tasks that a filter admits, or tells which those are.
///
/// Earlier clients ask which those are by `dryRun=true` where the task is submitted. That is
/// answered as ever, but described no more: a generated client knows one answer of an operation.
@RestController
final class BulkControlController {

  private static final String DRY_RUN = "dryRun";
  private static final DataSize LARGEST_BODY = DataSize.ofKilobytes(64);

  private static final int MOST_ESTIMATES = 4;
  private static final int MOST_OF_USER = 2;

  private final ConnectionLimit estimates =
      new ConnectionLimit("estimates", MOST_ESTIMATES, MOST_OF_USER);
  private final Submissions submissions;
  private final TaskScan walk;
  private final BulkSettings settings;
  private final CurrentUser users;
  private final TypeLoads executors;

  BulkControlController(
      Submissions submissions,
      TaskScan walk,
      BulkSettings settings,
      CurrentUser users,
      TypeLoads executors) {
    this.submissions = submissions;
    this.walk = walk;
    this.settings = settings;
    this.users = users;
    this.executors = executors;
  }

  @PostMapping(
      path = "/api/tasks/bulk-control",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
    OfferedType type = submissions.own(BulkControl.TYPE);
    boolean dry = isDryRun(request.getQueryString());
    BulkControl bulk = read(request);
    Estimate estimate = estimate(bulk, users.of(request));
    if (dry) {
      answer(estimate, response);
      return;
    }
    Submission task =
        submissions
            .judge(
                type,
                bulk.parameters(estimate.total()),
                "",
                SubmissionOptions.NONE,
                submissions.sender(request))
            .ownedBy(counting());
    submissions
        .accept(
            request,
            response,
            List.of(task),
            _ ->
                new Response(
                    HttpServletResponse.SC_ACCEPTED,
                    PublicPath.of(request) + "/api/tasks/" + task.id(),
                    task.answer().text()))
        .write(response);
  }

  /// Every group can count the answers, those of the other groups, too; it should be alive.
  private ExecutorGroup counting() {
    SortedSet<ExecutorGroup> living = executors.living();
    return living.isEmpty() || living.contains(ExecutorGroup.DEFAULT)
        ? ExecutorGroup.DEFAULT
        : living.getFirst();
  }

  @PostMapping(
      path = "/api/tasks/bulk-control/estimate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void estimate(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Query.parse(request.getQueryString(), List.of());
    answer(estimate(read(request), users.of(request)), response);
  }

  private BulkControl read(HttpServletRequest request) throws IOException {
    return BulkControl.read(
        StrictJson.read(LimitedInput.readAll(request, LARGEST_BODY)),
        users.caller(request),
        settings.rate());
  }

  private static void answer(Estimate estimate, HttpServletResponse response) throws IOException {
    new Response(HttpServletResponse.SC_OK, null, Json.of(estimate).text()).write(response);
  }

  private static boolean isDryRun(@Nullable String query) {
    List<String> known = query != null && query.contains(DRY_RUN) ? List.of(DRY_RUN) : List.of();
    Boolean asked = Query.parse(query, known).get(DRY_RUN, BulkControlController::flag);
    return Boolean.TRUE.equals(asked);
  }

  /// Walks through the user's tasks, for as long as [BulkSettings] says: a few at once, so that the
  /// database has time for others.
  private Estimate estimate(BulkControl bulk, UserId user) {
    estimates.enter(user);
    try {
      return Estimate.of(walk, bulk.filter(), settings.counting());
    } finally {
      estimates.giveBack(user);
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false is expected");
    };
  }
}
