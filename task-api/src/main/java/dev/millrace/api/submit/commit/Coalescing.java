package dev.millrace.api.submit.commit;

import dev.millrace.access.Caller;
import dev.millrace.api.idempotency.StoredResponse;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Commits submissions, and sees to it that a task that stands for another one is still in flight.
///
/// A task keeps its place until its end was folded into `request`, a moment after the projection
/// may have shown that end. Whoever has seen it and asks again means a new task: the place is given
/// up here then, and the submission is tried again. Other submissions of the same request are
/// committed by that time, so when the second try fails, its caller hears 503 and may have them
/// twice.
public final class Coalescing {

  private static final int TRIES = 5;

  private final GroupCommit commits;
  private final SubmissionStore store;
  private final TaskFinder tasks;

  public Coalescing(GroupCommit commits, SubmissionStore store, TaskFinder tasks) {
    this.commits = commits;
    this.store = store;
    this.tasks = tasks;
  }

  /// Returns when they are committed, or tasks in flight stand for them.
  ///
  /// @return the submissions that were not written, each with the task that stands for it
  public Map<TaskId, CoalescedTask> commit(List<Submission> submissions) {
    return commit(submissions, null);
  }

  /// The same with the promise of an answer. It is written with the tasks, and only when no further
  /// task stands for one of them: until then nothing is written, and the answer made again.
  ///
  /// @param pledges makes the promise, given what stands for some of them; null is none
  public Map<TaskId, CoalescedTask> commit(
      List<Submission> submissions,
      @Nullable Function<Map<TaskId, CoalescedTask>, StoredResponse> pledges) {
    Map<TaskId, CoalescedTask> standIns = new HashMap<>();
    List<Submission> open = submissions;
    for (int i = 0; i < TRIES; i++) {
      Map<TaskId, TaskId> found =
          commits.commit(open, pledges == null ? null : pledges.apply(standIns));
      if (found.isEmpty()) {
        return standIns;
      }
      Map<TaskId, CoalescedTask> holders = holders(open, found, pledges == null);
      List<Submission> again = new ArrayList<>();
      for (Submission submission : open) {
        TaskId other = found.get(submission.id());
        CoalescedTask holder = other == null ? null : holders.get(other);
        if (holder != null) {
          standIns.put(submission.id(), holder);
          // It may have stood for other items itself, as long as it was to be written.
          standIns.replaceAll((_, one) -> one.id().equals(submission.id()) ? holder : one);
        } else if (other != null || pledges != null) {
          again.add(submission);
        }
      }
      if (again.isEmpty() && pledges == null) {
        return standIns;
      }
      open = again;
    }
    throw unavailable();
  }

  /// The tasks in flight that were found in the places; the place of any other is given up.
  ///
  /// @param written whether the open ones were written that found none. Otherwise one of them may
  ///   have been in the place for a moment, and is to be written yet
  private Map<TaskId, CoalescedTask> holders(
      List<Submission> open, Map<TaskId, TaskId> found, boolean written) {
    Map<TaskId, CoalescedTask> holders = new HashMap<>();
    if (!written) {
      open.forEach(item -> holders.put(item.id(), CoalescedTask.of(item)));
      holders.keySet().retainAll(found.values());
    }
    try {
      Map<TaskId, SubmissionOptions> options = store.options(Set.copyOf(found.values()));
      for (Submission submission : open) {
        TaskId other = found.get(submission.id());
        if (other != null && !holders.containsKey(other)) {
          Optional<TaskDocument> task =
              tasks
                  .find(new Caller.User(submission.request().userId()), other)
                  .filter(one -> !one.status().isFinal());
          if (task.isPresent() && options.containsKey(other)) {
            holders.put(other, CoalescedTask.of(task.get(), options.get(other)));
          } else {
            store.giveUpPlace(other);
          }
        }
      }
    } catch (SubmissionStore.Unavailable e) {
      var problem = unavailable();
      problem.addSuppressed(e);
      throw problem;
    }
    return holders;
  }

  private static ProblemException unavailable() {
    return Problem.of(
            ProblemType.UNAVAILABLE, "An identical task ends just now; the new one is not accepted")
        .retryAfter(Duration.ofSeconds(1))
        .asException();
  }
}
