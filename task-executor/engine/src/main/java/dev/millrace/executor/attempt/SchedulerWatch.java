package dev.millrace.executor.attempt;

import dev.millrace.executor.attempt.thread.Carriers;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.StoreGate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that virtual threads are not scheduled, because handlers that say they wait compute.
///
/// All virtual threads of the process share its carriers, those of HTTP too. So when a probe does
/// not run within a second, the scheduler gets more carriers, which the operating system divides
/// the cores between; this executor takes in nothing more until the guilty handlers end; and the
/// log and health name them.
public final class SchedulerWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerWatch.class);
  // What the JDK allows unless told otherwise.
  private static final int MOST_CARRIERS = 256;

  private final RunningAttempts running;
  private final AbandonedHandlers abandoned;
  private final StoreGate gate;
  private final EngineMeters meters;
  private final Carriers carriers;
  private final int usual;
  private @Nullable BooleanSupplier probe;
  private Set<Attempt> busyBefore = Set.of();
  private boolean starved;
  private volatile List<String> guilty = List.of();

  public SchedulerWatch(
      RunningAttempts running, AbandonedHandlers abandoned, StoreGate gate, EngineMeters meters) {
    this(running, abandoned, gate, meters, new Carriers.OfJdk());
  }

  public SchedulerWatch(
      RunningAttempts running,
      AbandonedHandlers abandoned,
      StoreGate gate,
      EngineMeters meters,
      Carriers carriers) {
    this.running = running;
    this.abandoned = abandoned;
    this.gate = gate;
    this.meters = meters;
    this.carriers = carriers;
    this.usual = carriers.count();
  }

  /// The tasks that keep the carriers busy, and where their handlers are; empty while all is well.
  public List<String> guilty() {
    return guilty;
  }

  /// Looks what became of the last probe, and sends another one. Called about once a second.
  public void look() {
    // What is abandoned no longer runs for anybody else, but for the carriers it does.
    Set<Attempt> busy =
        Stream.concat(running.all().stream(), abandoned.all().stream())
            .filter(Attempt::isOnCarrier)
            .collect(Collectors.toSet());
    // Whoever is seen on a carrier once may be there for a moment only.
    List<Attempt> stillBusy = busy.stream().filter(busyBefore::contains).toList();
    busyBefore = busy;
    if (probe != null && !probe.getAsBoolean()) {
      starve(stillBusy);
    } else if (starved && stillBusy.isEmpty()) {
      recover();
    } else if (starved) {
      blame(stillBusy);
    }
    probe = carriers.probe();
  }

  private void starve(List<Attempt> stillBusy) {
    blame(stillBusy);
    if (!starved) {
      starved = true;
      meters.starved();
      LOG.warn("No virtual thread was scheduled for a second; on their carriers: {}", guilty);
    }
    carriers.use(Math.min(MOST_CARRIERS, carriers.count() + usual));
  }

  private void blame(List<Attempt> stillBusy) {
    guilty = stillBusy.stream().map(SchedulerWatch::describe).toList();
    if (!stillBusy.isEmpty()) {
      gate.bar(this);
    }
  }

  private void recover() {
    starved = false;
    guilty = List.of();
    carriers.use(usual);
    gate.lift(this);
    LOG.info("Virtual threads are scheduled as usual again");
  }

  private static String describe(Attempt attempt) {
    String where =
        Arrays.stream(attempt.stack())
            .filter(frame -> !frame.getClassName().startsWith("java."))
            .limit(1)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "task %s of type %s at %s",
        attempt.claim().taskId(),
        attempt.claim().request().type(),
        where);
  }
}
