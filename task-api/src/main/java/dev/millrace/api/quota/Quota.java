package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One of a user's quotas, with its name in `RateLimit-Policy` and `RateLimit`, as
/// draft-ietf-httpapi-ratelimit-headers-10 has them: one line each, an item a quota.
sealed interface Quota {

  String name();

  /// What it says of itself in `RateLimit-Policy`.
  String policy();

  /// So many a minute.
  record Rate(String name, long perMinute, String unit, UserRates rates) implements Quota {

    @Override
    public String policy() {
      return String.format(Locale.ROOT, "\"%s\";q=%d;w=60%s", name, perMinute, unit);
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
  record Counted(String name, long most, String unit, CountedQuota counted) implements Quota {

    @Override
    public String policy() {
      return String.format(Locale.ROOT, "\"%s\";q=%d%s", name, most, unit);
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
    String left = String.format(Locale.ROOT, "\"%s\";r=%d", name(), verdict.left());
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
    List<String> items = new ArrayList<>();
    String others = response.getHeader(header);
    if (others != null) {
      items.addAll(List.of(others.split(", ")));
      items.removeIf(other -> other.startsWith("\"" + name() + "\""));
    }
    items.add(item);
    response.setHeader(header, String.join(", ", items));
  }

  /// Rounded up: a moment too late is late enough.
  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
