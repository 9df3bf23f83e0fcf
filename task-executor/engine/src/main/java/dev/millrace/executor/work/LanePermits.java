package dev.millrace.executor.work;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the permits of one type are divided among its lanes. Pure: no clock, no threads.
///
/// This is self-clocked fair queueing (Golestani, 1994) with a permit in the place of a byte. A
/// lane that asks gets a tag: where it stands, plus what it asks for over its weight; the smallest
/// tag is next. So lanes that ask all the time get permits as their weights say, and every one of
/// them gets some; a lane that asks for nothing has nothing kept for it, and saves nothing up.
///
/// The next lane is waited for, even if another one would be content with the permits that are
/// free: otherwise small wishes would starve a large one.
final class LanePermits {

  private final int limit;
  private final Map<Lane, Standing> lanes = new EnumMap<>(Lane.class);
  private int used;
  private double now;

  private static final class Standing {
    private int wanted;
    private int used;
    private double tag;
    private double served;
  }

  LanePermits(int limit) {
    this.limit = limit;
    Arrays.stream(Lane.values()).forEach(lane -> lanes.put(lane, new Standing()));
  }

  int limit() {
    return limit;
  }

  int free() {
    return limit - used;
  }

  int used(Lane lane) {
    return of(lane).used;
  }

  /// A lane asks for permits, and goes on asking until it gets them. Asking again keeps its place.
  ///
  /// @param count 1 to the limit; all are granted at once
  void ask(Lane lane, int count) {
    if (count < 1 || count > limit) {
      throw new IllegalArgumentException("permits are 1 to " + limit + "; got " + count);
    }
    Standing standing = of(lane);
    if (standing.wanted == 0) {
      standing.tag = start(lane, standing) + lane.cost(count);
    } else {
      standing.tag += lane.cost(count) - lane.cost(standing.wanted);
    }
    standing.wanted = count;
  }

  /// Takeovers come before everything else: where the fleet is full, the others wait for them.
  private double start(Lane lane, Standing standing) {
    return lane == Lane.TAKEOVER ? Double.NEGATIVE_INFINITY : Math.max(standing.served, now);
  }

  /// Whose turn it is among those that ask, if anybody does and enough is free for it.
  @Nullable Lane next() {
    Lane next = null;
    for (Lane lane : Lane.values()) {
      if (of(lane).wanted > 0 && (next == null || of(lane).tag < of(next).tag)) {
        next = lane;
      }
    }
    return next != null && of(next).wanted <= free() ? next : null;
  }

  /// Grants a lane what it asked for.
  void grant(Lane lane) {
    Standing standing = of(lane);
    if (standing.wanted == 0 || standing.wanted > free()) {
      throw new IllegalStateException(
          "%s wants %d of %d free".formatted(lane, standing.wanted, free()));
    }
    used += standing.wanted;
    standing.used += standing.wanted;
    standing.served = standing.tag;
    now = Math.max(now, standing.tag);
    standing.wanted = 0;
  }

  /// Takes back what a lane was granted and had no task for: it counts as never granted.
  void unused(Lane lane, int count) {
    of(lane).served -= lane.cost(count);
    ended(lane, count);
  }

  /// Tasks of a lane have ended.
  void ended(Lane lane, int count) {
    Standing standing = of(lane);
    if (count > standing.used) {
      throw new IllegalStateException(lane + " holds " + standing.used + ", not " + count);
    }
    standing.used -= count;
    used -= count;
  }

  private Standing of(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }
}
