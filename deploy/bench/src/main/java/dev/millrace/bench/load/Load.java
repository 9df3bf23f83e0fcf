package dev.millrace.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Makes loads on one target and measures them.
///
/// Every load has a count and a patience: a target that stops answering ends it with a
/// [TimeoutException] and leaves whatever was submitted behind.
public final class Load {

  static final int BULK_SUBMITTERS = 4;

  private final Target target;

  public Load(Target target) {
    this.target = target;
  }

  public Readings apply(LoadRequest request) throws Exception {
    var cpu = ProcessCpu.start();
    var readings =
        switch (request) {
          case LoadRequest.Bulk bulk -> bulk(bulk);
          case LoadRequest.Clients clients -> clients(clients);
          case LoadRequest.Paced paced -> new PacedLoad(target).apply(paced);
          case LoadRequest.Submits submits -> submits(submits);
          case LoadRequest.Backlog backlog -> backlog(backlog);
          case LoadRequest.Steady steady -> new SteadyLoad(target).apply(steady);
        };
    return readings.with(Readings.CPU_SHARE, cpu.shareOfMachine());
  }

  private Readings bulk(LoadRequest.Bulk request) throws Exception {
    var deadline = new Deadline(request.patience());
    long start = System.nanoTime();
    submitBatches(request.count(), request.work(), deadline);
    long submitted = System.nanoTime();
    awaitNothingUnfinished(deadline);
    return timed(start, submitted);
  }

  private Readings clients(LoadRequest.Clients request) throws Exception {
    var deadline = new Deadline(request.patience());
    long start = System.nanoTime();
    Workers.run(request.clients(), request.count(), deadline, _ -> target.submitOne(Work.NOTHING));
    long submitted = System.nanoTime();
    awaitNothingUnfinished(deadline);
    return timed(start, submitted);
  }

  private Readings submits(LoadRequest.Submits request) throws Exception {
    var deadline = new Deadline(request.patience());
    long start = System.nanoTime();
    Latencies accepted =
        Ticks.measure(request.count(), request.perSecond(), _ -> target.submitOne(Work.NOTHING));
    long submitted = System.nanoTime();
    awaitNothingUnfinished(deadline);
    return timed(start, submitted)
        .with(Readings.ACCEPTED_P50, accepted.percentile(50))
        .with(Readings.ACCEPTED_P99, accepted.percentile(99));
  }

  private Readings backlog(LoadRequest.Backlog request) throws Exception {
    var deadline = new Deadline(request.patience());
    target.hold();
    long start = System.nanoTime();
    submitBatches(request.count(), Work.NOTHING, deadline);
    double submitSeconds = secondsSince(start);
    long released = System.nanoTime();
    target.release();
    awaitNothingUnfinished(deadline);
    return new Readings(
        Map.of(Readings.SECONDS, secondsSince(released), Readings.SUBMIT_SECONDS, submitSeconds));
  }

  private void submitBatches(int count, Work work, Deadline deadline) throws Exception {
    int batches = (count + Target.BATCH - 1) / Target.BATCH;
    Workers.run(
        BULK_SUBMITTERS,
        batches,
        deadline,
        batch -> target.submitBatch(Math.min(Target.BATCH, count - batch * Target.BATCH), work));
  }

  /// Asks seldom while much is left, because asking costs the target something, and often near the
  /// end, because the answer ends the measurement.
  private void awaitNothingUnfinished(Deadline deadline) throws Exception {
    for (long left = target.unfinished(); left > 0; left = target.unfinished()) {
      deadline.check(left + " tasks are unfinished");
      TimeUnit.MILLISECONDS.sleep(Math.clamp(left / 400, 5, 200));
    }
  }

  private static Readings timed(long start, long submitted) {
    return new Readings(
        Map.of(
            Readings.SECONDS,
            secondsSince(start),
            Readings.SUBMIT_SECONDS,
            Duration.ofNanos(submitted - start).toNanos() / 1e9));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
