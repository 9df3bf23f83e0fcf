package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One of a user's quotas, with its name in `RateLimit-Policy` and `RateLimit`, as
/// draft-ietf-httpapi-ratelimit-headers-10 has them: one line each, an item a quota.
sealed interface Quota {

  String name();

  /// What it says of itself in `RateLimit-Policy`.
  String policy();

  /// So many a minute.
  record Rate(String name, String policy, UserRates rates) implements Quota {

    /// @param unit what it says of its unit in its policy; empty for requests and tasks
    static Rate of(String name, long perMinute, String unit, UserRates rates) {
      return new Rate(
          name, String.format(Locale.ROOT, "\"%s\";q=%d;w=60%s", name, perMinute, unit), rates);
    }

    void take(UserId user, long amount, HttpServletResponse response) {
      take(user, amount, 0, response);
    }

    /// @param inVain what a refusal has cost already
    void take(UserId user, long amount, long inVain, HttpServletResponse response) {
      judge(rates.take(user, amount, inVain), response);
    }

    void owe(UserId user, long amount) {
      rates.owe(user, amount);
    }
  }

  /// So many at a time.
  record Counted(String name, String policy, CountedQuota counted) implements Quota {

    /// @param unit what it says of its unit in its policy; empty for tasks
    static Counted of(String name, long most, String unit, CountedQuota counted) {
      return new Counted(
          name, String.format(Locale.ROOT, "\"%s\";q=%d%s", name, most, unit), counted);
    }

    void admit(UserId user, long amount) {
      if (counted.admit(user, amount) instanceof Admission.Exceeded exceeded) {
        throw refusal(exceeded).asException();
      }
    }

    void admit(UserId user, long amount, HttpServletResponse response) {
      judge(counted.admit(user, amount), response);
    }

    void look(UserId user, long amount, HttpServletResponse response) {
      judge(counted.look(user, amount), response);
    }
  }

  /// Tells what is left, and refuses where that is too little.
  default void judge(Admission verdict, HttpServletResponse response) {
    put(response, "RateLimit-Policy", policy());
    String left = quoted() + ";r=" + verdict.left();
    switch (verdict) {
      case Admission.Admitted(long _, Duration reset) ->
          put(response, "RateLimit", reset.isZero() ? left : left + ";t=" + seconds(reset));
      case Admission.Exceeded exceeded -> {
        put(response, "RateLimit", left + ";t=" + seconds(exceeded.retryAfter()));
        throw refusal(exceeded).asException();
      }
    }
  }

  /// What a user is told who has asked for too much.
  default Problem refusal(Admission.Exceeded exceeded) {
    return Problem.of(
            ProblemType.QUOTA_EXCEEDED,
            String.format(
                Locale.ROOT,
                "This is more of '%s' than you may have (%s); now there is room for %d",
                name(),
                policy(),
                exceeded.left()))
        .with("violated-policies", List.of(name()))
        .retryAfter(Duration.ofSeconds(seconds(exceeded.retryAfter())));
  }

  /// Sets the quota's item of a header, and leaves those of the others.
  private void put(HttpServletResponse response, String header, String item) {
    String items = response.getHeader(header);
    response.setHeader(header, items == null ? item : withOwn(items, item));
  }

  private String withOwn(String items, String item) {
    int own = items.indexOf(quoted());
    if (own < 0) {
      return items + ", " + item;
    }
    int next = items.indexOf(", ", own);
    return items.substring(0, own) + item + (next < 0 ? "" : items.substring(next));
  }

  private String quoted() {
    return '"' + name() + '"';
  }

  /// Rounded up: a moment too late is late enough.
  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
