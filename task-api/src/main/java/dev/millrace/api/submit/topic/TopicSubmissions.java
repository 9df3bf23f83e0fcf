package dev.millrace.api.submit.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.submit.Submissions;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionStore;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskError;
import dev.millrace.http.input.StrictJson;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts tasks whose submission has committed elsewhere, as if they had come by HTTP.
///
/// What HTTP would refuse ends as a failed task with the same reason: its service has the id
/// already, and goes by it. What would pass by itself, such as a database that is away, is thrown,
/// so that the same records come again; so does a type that may be announced in a moment. No
/// identical task in flight stands for one of these, since the id would be another.
///
/// A user's rates do not hold here, for a task that was committed cannot be slowed down; what a
/// user may have at a time does.
final class TopicSubmissions {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSubmissions.class);

  private final Submissions submissions;
  private final SubmissionStore store;
  private final Clock clock;
  private final MissedTypes missed = new MissedTypes();

  TopicSubmissions(Submissions submissions, SubmissionStore store, Clock clock) {
    this.submissions = submissions;
    this.store = store;
    this.clock = clock;
  }

  /// Returns when all of them are committed.
  ///
  /// @throws ProblemException when that is not possible now
  void accept(List<TopicSubmission> asked) {
    // Before anything is counted that a repetition would count again.
    asked.forEach(this::awaitType);
    List<Made> made = new ArrayList<>();
    for (TopicSubmission one : asked) {
      made.add(made(one));
    }
    commit(made);
  }

  private void awaitType(TopicSubmission asked) {
    String type = asked.task().type().value();
    try {
      submissions.type(type);
    } catch (ProblemException e) {
      if (e.problem().type() == TaskProblem.UNKNOWN_TYPE
          && Catalogue.elsewhere(type) == null
          && missed.mayCome(type, clock.instant())) {
        throw e;
      }
    }
  }

  private Made made(TopicSubmission asked) {
    Json shown = Json.EMPTY_OBJECT;
    try {
      var type = submissions.type(asked.task().type().value());
      var parameters = StrictJson.read(asked.task().parameters().text().getBytes(UTF_8));
      shown = showable(asked.task());
      Submission submission =
          submissions.judge(type, parameters, "", asked.options(), asked.sender(), asked.id());
      submissions.admit(submission);
      return new Made(asked, submission, false);
    } catch (ProblemException e) {
      return refused(asked, shown, e);
    }
  }

  private Made refused(TopicSubmission asked, Json shown, ProblemException e) {
    Problem problem = e.problem();
    if (passes(problem)) {
      throw e;
    }
    var why = new TaskError(problem.type().word(), problem.detail(), false);
    LOG.info("Task {} is not accepted: {}", asked.id(), why.code());
    return new Made(
        asked, asked.refused(clock.instant().truncatedTo(ChronoUnit.MILLIS), shown, why), true);
  }

  /// Has all written, or, where the database refuses one of them, each by itself.
  private void commit(List<Made> made) {
    try {
      submissions.commit(made.stream().map(Made::submission).toList());
    } catch (ProblemException e) {
      if (passes(e.problem())) {
        throw e;
      }
      if (made.size() > 1) {
        made.forEach(one -> commit(List.of(one)));
      } else if (!isKnown(made.getFirst())) {
        again(made.getFirst(), e);
      }
    }
  }

  private void again(Made one, ProblemException e) {
    if (one.isRefused()) {
      LOG.error("Task {} cannot be written even as a failed one", one.asked().id(), e);
    } else {
      commit(List.of(refused(one.asked(), Json.EMPTY_OBJECT, e)));
    }
  }

  /// Whether another process was faster.
  private boolean isKnown(Made one) {
    return !store.options(Set.of(one.asked().id())).isEmpty();
  }

  /// Whether trying again later may end otherwise. A type that takes no tasks now is no reason to
  /// have the tasks of all others wait.
  private static boolean passes(Problem problem) {
    return problem.type().status() >= 500 && problem.type() != TaskProblem.TYPE_UNAVAILABLE;
  }

  private static Json showable(SubmitTask task) {
    return task.parameters().text().length() <= SubmitTask.LARGEST_PARAMETERS
        ? task.parameters()
        : Json.EMPTY_OBJECT;
  }

  private record Made(TopicSubmission asked, Submission submission, boolean isRefused) {}
}
