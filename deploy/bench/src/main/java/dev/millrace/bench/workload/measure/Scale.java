package dev.millrace.bench.workload.measure;

import dev.millrace.bench.workload.measure.Endurance.Times;
import java.time.Duration;
import java.util.List;

/// How much of everything: what bounds each load in number and time.
///
/// @param rounds how often every contender has its turn
/// @param warmUp tasks of each load that is repeated before the first figure of each start
/// @param warmUps how often at most it is repeated
/// @param bulk tasks of the bulk workload
/// @param clients clients that make single calls at the same time
/// @param singleCalls what they submit together
/// @param pacedSeconds how long the clock ticks for latencies
/// @param sleepers tasks that sleep at the same time
/// @param backlog tasks submitted while nothing consumes
/// @param killed tasks that run on a worker when it is killed
/// @param endurance how long it goes on where something may grow
/// @param patience after which a load is given up
public record Scale(
    int rounds,
    int warmUp,
    int warmUps,
    int bulk,
    int clients,
    int singleCalls,
    int pacedSeconds,
    int sleepers,
    int backlog,
    int killed,
    Endurance endurance,
    Duration patience) {

  /// What the report is made from.
  public static Scale full() {
    return new Scale(
        3,
        10_000,
        10,
        20_000,
        64,
        6_000,
        20,
        5_000,
        20_000,
        40,
        new Endurance(
            List.of(0L, 1_000_000L),
            10,
            300_000,
            new Times(
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30)),
            List.of(1, 2, 4)),
        Duration.ofMinutes(3));
  }

  /// To see that it works: its figures are those of a cold system.
  public static Scale quick() {
    return new Scale(
        1,
        500,
        1,
        2_000,
        64,
        500,
        3,
        200,
        2_000,
        10,
        new Endurance(
            List.of(0L, 20_000L),
            3,
            5_000,
            new Times(
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)),
            List.of(1, 2)),
        Duration.ofMinutes(1));
  }

  /// How long each kind of read is made.
  public int readSeconds() {
    return (pacedSeconds + 1) / 2;
  }

  public Scale withRounds(int wanted) {
    return with(wanted, endurance);
  }

  /// With measurements of growth up to so many finished tasks.
  public Scale withGrowth(long most) {
    return with(rounds, endurance.upTo(most));
  }

  private Scale with(int wanted, Endurance length) {
    return new Scale(
        wanted,
        warmUp,
        warmUps,
        bulk,
        clients,
        singleCalls,
        pacedSeconds,
        sleepers,
        backlog,
        killed,
        length,
        patience);
  }
}
