package dev.millrace.api.submit.bulk;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.submit.Acceptance;
import dev.millrace.api.submit.Submissions;
import dev.millrace.api.submit.commit.CoalescedTask;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.input.JsonItems;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Judges the items of one bulk as they are read.
final class BulkIntake implements JsonItems.Reader, Submissions.Intake {

  /// Places that the answer names of all items together: it must not be many times its request.
  private static final int MOST_PLACES = 1_000;

  private final Submissions submissions;
  private final Acceptance.Sender sender;
  private final int most;
  private final List<Submission> accepted = new ArrayList<>();
  private final List<Object> results = new ArrayList<>();
  private int places;

  BulkIntake(Submissions submissions, Acceptance.Sender sender, int most) {
    this.submissions = submissions;
    this.sender = sender;
    this.most = most;
  }

  @Override
  public void item(JsonNode item) {
    requireRoom();
    try {
      BulkItem read = BulkItem.read(item);
      Submission submission =
          submissions.judge(
              submissions.type(read.type()),
              read.parameters(),
              "/parameters",
              read.options(),
              sender);
      accepted.add(submission);
      results.add(new Made(submission, read.options()));
    } catch (ProblemException e) {
      if (e.problem().type() == TaskProblem.CATALOGUE_NOT_READ) {
        throw e;
      }
      results.add(told(e.problem()));
    }
  }

  @Override
  public void malformed(Problem problem) {
    requireRoom();
    results.add(told(problem));
  }

  private Map<String, Object> told(Problem problem) {
    Map<String, Object> told = problem.toJson(null);
    told.put("outcome", "refused");
    if (told.get("errors") instanceof List<?> named) {
      places += named.size();
      if (places > MOST_PLACES) {
        told.put("errors", named.subList(0, Math.min(1, named.size())));
      }
    }
    return told;
  }

  @Override
  public List<Submission> accepted() {
    return accepted;
  }

  @Override
  public int judged() {
    return results.size();
  }

  /// An answer or a problem for each item, in order. True only once what is accepted is committed.
  ///
  /// @param standIns the tasks that stand for some of the accepted
  List<Object> results(Map<TaskId, CoalescedTask> standIns) {
    return results.stream()
        .map(result -> result instanceof Made made ? made.answer(standIns) : result)
        .toList();
  }

  private record Made(Submission submission, SubmissionOptions asked) {
    Object answer(Map<TaskId, CoalescedTask> standIns) {
      CoalescedTask standIn = standIns.get(submission.id());
      return standIn == null ? submission.answer() : submission.answer(standIn, asked);
    }
  }

  private void requireRoom() {
    if (results.size() == most) {
      throw Problem.of(ProblemType.TOO_LARGE, "A bulk has at most " + most + " tasks")
          .with("limit", most)
          .asException();
    }
  }
}
