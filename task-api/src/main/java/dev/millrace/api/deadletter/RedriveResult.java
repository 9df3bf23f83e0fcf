package dev.millrace.api.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What became of a decision about many letters.
///
/// @param accepted letters that it is about from now on
/// @param decidedBefore letters that something was decided about already; they are left alone
/// @param refusedCount letters that cannot be redriven
/// @param refused the first of them
/// @param more whether there are more open letters than one call takes: call again
record RedriveResult(
    int accepted, int decidedBefore, int refusedCount, List<Refused> refused, boolean more) {

  static final int REFUSED_SHOWN = 100;

  record Refused(UUID id, String why) {}

  /// Counts while letters are gone through.
  static final class Count {

    private final List<Refused> refused = new ArrayList<>();
    private int accepted;
    private int decidedBefore;

    void refuse(UUID id, String why) {
      refused.add(new Refused(id, why));
    }

    void decided(int offered, int taken) {
      accepted += taken;
      decidedBefore += offered - taken;
    }

    int accepted() {
      return accepted;
    }

    RedriveResult verdict(boolean more) {
      return new RedriveResult(
          accepted,
          decidedBefore,
          refused.size(),
          refused.subList(0, Math.min(REFUSED_SHOWN, refused.size())),
          more);
    }
  }
}
