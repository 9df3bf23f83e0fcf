package dev.millrace.executor.attempt.thread;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The turns of the attempts that compute: so many use a core at once, and the others wait in line.
///
/// A turn is passed on at the pauses of a handler, so that a long task does not hold up the short
/// ones behind it. A handler without pauses loses its turn after a while, and one that waits loses
/// it soon; it goes on beside the others then, and the operating system divides the cores between
/// them. So that these stay few, only some that compute may lose theirs.
public final class ComputingTurns {

  static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);
  static final long WITHOUT_A_PAUSE = TimeUnit.SECONDS.toNanos(10);

  private final Semaphore free;
  private final int extra;
  private final Clock clock;
  private final Set<Held> holders = new LinkedHashSet<>();

  /// What time it is, and how much of it a thread has used.
  public interface Clock {
    long nanos();

    /// Processor time in nanoseconds; less than 0 where it is not known.
    long used(Thread thread);
  }

  /// @param atOnce how many attempts have a turn at once
  /// @param extra how many more may compute because they had one and do not pause
  public ComputingTurns(int atOnce, int extra) {
    this(atOnce, extra, new ProcessorClock());
  }

  public ComputingTurns(int atOnce, int extra, Clock clock) {
    this.free = new Semaphore(atOnce, true);
    this.extra = extra;
    this.clock = clock;
  }

  /// A turn for one attempt, which it has to take first.
  public Turn turn() {
    return new Held();
  }

  /// How many wait for their turn.
  public int waiting() {
    return free.getQueueLength();
  }

  /// Takes turns away where others wait for them. Called about once a second.
  public void look() {
    synchronized (holders) {
      long now = clock.nanos();
      holders.forEach(held -> held.observe(now));
      if (!free.hasQueuedThreads()) {
        return;
      }
      long burning = holders.stream().filter(held -> !held.counts && held.burns).count();
      List<Held> oldest = new ArrayList<>(holders);
      oldest.sort(Comparator.comparingLong(held -> held.since));
      for (Held held : oldest) {
        if (held.counts && !held.burns) {
          held.lose();
        } else if (held.counts && now - held.since >= WITHOUT_A_PAUSE && burning < extra) {
          held.lose();
          burning++;
        }
      }
    }
  }

  /// The turn of one attempt. Its state is guarded by `holders`.
  private final class Held implements Turn {

    private final Thread thread = Thread.currentThread();
    private boolean held;
    // Whether it is one of those that are given out; else it was lost.
    private boolean counts;
    private boolean burns;
    private long since;
    private long lookedAt;
    private long used;

    @Override
    public void take() throws InterruptedException {
      synchronized (holders) {
        if (held) {
          return;
        }
      }
      free.acquire();
      synchronized (holders) {
        held = true;
        counts = true;
        burns = true;
        since = clock.nanos();
        lookedAt = since;
        used = clock.used(thread);
        holders.add(this);
      }
    }

    @Override
    public void pass() {
      boolean due;
      synchronized (holders) {
        due = held && (!counts || (clock.nanos() - since >= SLICE && free.hasQueuedThreads()));
      }
      if (due) {
        putDown();
        pickUp();
      }
    }

    @Override
    public void putDown() {
      synchronized (holders) {
        if (held) {
          lose();
          held = false;
          holders.remove(this);
        }
      }
    }

    @Override
    public void pickUp() {
      try {
        take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void giveAway() {
      synchronized (holders) {
        lose();
      }
    }

    private void lose() {
      if (counts) {
        counts = false;
        free.release();
      }
    }

    private void observe(long now) {
      long usedNow = clock.used(thread);
      if (now > lookedAt) {
        burns = usedNow < 0 || (usedNow - used) * 2 >= now - lookedAt || now - lookedAt < SLICE;
      }
      lookedAt = now;
      used = usedNow;
    }
  }
}
