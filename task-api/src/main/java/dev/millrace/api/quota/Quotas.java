package dev.millrace.api.quota;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.UserId;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;

/// Judges submissions by their user's quotas, and tells the user how much is left: `RateLimit` and
/// `RateLimit-Policy`, as draft-ietf-httpapi-ratelimit-headers-10 has them. The unit is a task.
///
/// Operators have no quota: whoever may control everybody's tasks is not held back by a number.
public final class Quotas {

  private static final String RATE = "submissions";
  private static final String ACTIVE = "active-tasks";

  private final SubmissionRates rates;
  private final ActiveTasks active;
  private final String policy;

  Quotas(SubmissionRates rates, ActiveTasks active, QuotaSettings settings) {
    this.rates = rates;
    this.active = active;
    this.policy =
        "\"%s\";q=%d;w=60, \"%s\";q=%d"
            .formatted(RATE, settings.submissionsPerMinute(), ACTIVE, settings.activeTasks());
  }

  /// Lets so many tasks in, all or none.
  ///
  /// @throws ProblemException when they are more than one of the quotas has left
  public void admit(Viewer viewer, int tasks, HttpServletResponse response) {
    switch (viewer) {
      case Viewer.Owner owner -> admit(owner.user(), tasks, response);
      case Viewer.Operator _ -> {}
    }
  }

  private void admit(UserId user, int tasks, HttpServletResponse response) {
    response.setHeader("RateLimit-Policy", policy);
    Verdict room = active.admit(user, tasks);
    say(response, ACTIVE, room);
    refuse(
        ACTIVE, room, "You have as many tasks that have not ended as you may, or would have more");
    Verdict rate = rates.take(user, tasks);
    say(response, RATE, rate);
    refuse(RATE, rate, "These are more tasks a minute than you may submit");
  }

  private static void say(HttpServletResponse response, String quota, Verdict verdict) {
    Duration time =
        switch (verdict) {
          case Verdict.Admitted admitted -> admitted.reset();
          case Verdict.Exceeded exceeded -> exceeded.retryAfter();
        };
    String left = "\"%s\";r=%d".formatted(quota, verdict.left());
    response.addHeader("RateLimit", time.isZero() ? left : left + ";t=" + seconds(time));
  }

  private static void refuse(String quota, Verdict verdict, String why) {
    if (verdict instanceof Verdict.Exceeded exceeded) {
      throw Problem.of(
              ProblemType.QUOTA_EXCEEDED, why + "; now there is room for " + exceeded.left())
          .with("violated-policies", List.of(quota))
          .retryAfter(Duration.ofSeconds(seconds(exceeded.retryAfter())))
          .asException();
    }
  }

  /// Rounded up: a moment too late is late enough.
  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
