package dev.millrace.api.submit;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.idempotency.KeyedRequest;
import dev.millrace.api.idempotency.Response;
import dev.millrace.api.input.TraceParent;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.quota.Quotas;
import dev.millrace.api.submit.commit.CoalescedTask;
import dev.millrace.api.submit.commit.Coalescing;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.api.upload.Uploads;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/// Where submissions arrive from HTTP: gives each its id and time, judges it, has it committed.
///
/// Times are whole milliseconds, as fine as the ids that go with them.
public final class Submissions {

  private final Catalogue catalogue;
  private final Acceptance acceptance;
  private final Coalescing identical;
  private final Quotas quotas;
  private final Uploads uploads;
  private final CurrentUser users;
  private final TaskIds ids = new TaskIds();
  private final Clock clock;

  public Submissions(
      Catalogue catalogue,
      Acceptance acceptance,
      Coalescing identical,
      Quotas quotas,
      Uploads uploads,
      CurrentUser users,
      Clock clock) {
    this.catalogue = catalogue;
    this.acceptance = acceptance;
    this.identical = identical;
    this.quotas = quotas;
    this.uploads = uploads;
    this.users = users;
    this.clock = clock;
  }

  public Acceptance.Sender sender(HttpServletRequest request) {
    return new Acceptance.Sender(
        users.of(request), TraceParent.read(request.getHeader("traceparent")));
  }

  /// The type of that name, when it takes new tasks; asked first, so that an unknown type is said
  /// to be unknown whatever the body holds.
  public OfferedType type(String name) {
    String elsewhere = Catalogue.elsewhere(name);
    if (elsewhere != null) {
      throw Problem.of(TaskProblem.UNKNOWN_TYPE, elsewhere).asException();
    }
    return catalogue.open(name);
  }

  /// The type of a task that has a way of its own to be submitted.
  public OfferedType own(TaskType type) {
    return catalogue.open(type.value());
  }

  public Submission judge(
      OfferedType type,
      JsonNode parameters,
      String pointer,
      SubmissionOptions options,
      Acceptance.Sender sender) {
    return judge(type, parameters, pointer, options, sender, nextId());
  }

  /// The same for a task that has its id, because its file is stored under it.
  public Submission judge(
      OfferedType type,
      JsonNode parameters,
      String pointer,
      SubmissionOptions options,
      Acceptance.Sender sender,
      TaskId id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Submission submission = acceptance.accept(type, parameters, pointer, options, sender, id, now);
    requireUpload(type, parameters, pointer, sender);
    return submission;
  }

  private void requireUpload(
      OfferedType type, JsonNode parameters, String pointer, Acceptance.Sender sender) {
    String name = type.uploadParameter();
    if (name == null || !parameters.path(name).isString()) {
      return;
    }
    if (!uploads.isOf(sender.user(), parameters.path(name).asString())) {
      throw Problem.of(
              TaskProblem.INVALID_PARAMETERS, "There is no upload '" + name + "' refers to")
          .withErrors(
              List.of(
                  new Problem.FieldError(
                      pointer + "/" + name,
                      "not the reference of a file of yours; send the file to"
                          + " /api/tasks/{type}/file")))
          .asException();
    }
  }

  /// Has the body of many tasks read. Those that come to nothing count towards the user's quota,
  /// too: to read and judge them was work.
  public void read(HttpServletRequest request, DataSize limit, Intake intake, BodyReader reader)
      throws IOException {
    int inVain = 0;
    try (LimitedInput body = LimitedInput.kept(request, limit)) {
      reader.read(body);
      inVain = intake.judged() - intake.accepted().size();
    } catch (ProblemException e) {
      inVain = intake.judged();
      throw e;
    } finally {
      quotas.judgedInVain(users.caller(request), inVain);
    }
  }

  /// What is made of a body of many tasks.
  public interface Intake {

    /// How many were read, whatever came of them.
    int judged();

    List<Submission> accepted();
  }

  public interface BodyReader {
    void read(LimitedInput body) throws IOException;
  }

  public TaskId nextId() {
    return ids.next();
  }

  /// Has them committed, all or none, and with them what is answered where the request has a key.
  ///
  /// Where nothing was accepted, there is nothing to be done once, and the answer is not kept.
  ///
  /// @param answer makes the answer, given the identical tasks in flight that stand for some
  /// @return the answer, once it is true
  /// @throws ProblemException when the user's quota is spent, or they are not committed
  public Response accept(
      HttpServletRequest request,
      HttpServletResponse response,
      List<Submission> submissions,
      Function<Map<TaskId, CoalescedTask>, Response> answer) {
    quotas.admit(
        users.caller(request),
        submissions.size(),
        submissions.stream().mapToLong(Submission::storedBytes).sum(),
        response);
    store(submissions);
    KeyedRequest keyed = KeyedRequest.of(request);
    if (keyed != null && !submissions.isEmpty()) {
      return answer.apply(
          identical.commit(submissions, standIns -> keyed.pledge(answer.apply(standIns))));
    }
    return answer.apply(submissions.isEmpty() ? Map.of() : identical.commit(submissions));
  }

  /// Counts a task that did not come by HTTP.
  ///
  /// @throws ProblemException when its user has as much as there may be at a time
  public void admit(Submission submission) {
    quotas.admit(submission.request().userId(), submission.storedBytes());
  }

  /// Has tasks committed, all or none, each as a task of its own.
  ///
  /// @throws ProblemException when they are not committed
  public void commit(List<Submission> submissions) {
    store(submissions);
    identical.commit(submissions.stream().map(Submission::alone).toList());
  }

  /// Large parameters are there before a transaction speaks of them. What a refusal or a crash
  /// between the two leaves goes as every blob without a task does.
  private void store(List<Submission> submissions) {
    for (Submission submission : submissions) {
      if (submission.large() != null) {
        uploads.store(submission.id(), submission.request().userId(), submission.large());
      }
    }
  }
}
