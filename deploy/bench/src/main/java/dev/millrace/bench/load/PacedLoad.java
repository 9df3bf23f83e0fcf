package dev.millrace.bench.load;

import java.util.Map;

/// One task at each tick of a clock; each is watched until finished.
final class PacedLoad {

  private final Target target;
  private final Latencies finished = new Latencies();

  PacedLoad(Target target) {
    this.target = target;
  }

  Readings apply(LoadRequest.Paced request) throws Exception {
    var deadline = new Deadline(request.patience());
    long start = System.nanoTime();
    Ticks.run(
        request.count(),
        request.perSecond(),
        (_, due) -> {
          var id = target.submitOne(Work.NOTHING);
          target.awaitFinished(id, deadline.left());
          finished.endedSince(due);
        });
    return new Readings(
        Map.of(
            Readings.SECONDS, (System.nanoTime() - start) / 1e9,
            Readings.FINISHED_P50, finished.percentile(50),
            Readings.FINISHED_P99, finished.percentile(99)));
  }
}
