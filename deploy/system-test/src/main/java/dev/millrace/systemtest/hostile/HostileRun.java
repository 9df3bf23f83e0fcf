package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.fleet.Waiting;
import dev.millrace.systemtest.hostile.honest.HonestUser;
import dev.millrace.systemtest.hostile.honest.Latencies;
import dev.millrace.systemtest.hostile.honest.OrdinaryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Lets hostile users at one program, each shape as a user of its own, beside an honest one.
public final class HostileRun {

  /// An attack that is interrupted ends when its call does.
  private static final Duration TO_LEAVE = Duration.ofSeconds(10);

  private final OneProgram program;
  private final long seed;
  private final Pace pace;
  private final Consumer<String> say;
  private final AtomicInteger users = new AtomicInteger();
  private final Queue<Attack> unsettled = new ConcurrentLinkedQueue<>();
  private final Queue<ShapeOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private volatile String stopped = "";

  public HostileRun(OneProgram program, long seed, Pace pace, Consumer<String> say) {
    this.program = program;
    this.seed = seed;
    this.pace = pace;
    this.say = say;
  }

  private record Attack(HostileShape shape, int round, Attacker attacker) {
    ShapeOutcome outcome(Optional<Latencies> honest, Optional<String> unended) {
      return new ShapeOutcome(shape.name(), round, attacker.tally(), honest, unended);
    }
  }

  /// Attacks with the shapes in their order; one by one, again in their order while there is time.
  public HostileReport run(List<HostileShape> shapes) {
    try (HonestUser honest = new HonestUser(program.port(), program.token("honest"))) {
      honest.start();
      Waiting.until(honest::isServedFast, pace.patience());
      say.accept("pid " + program.pid() + "; alone: " + HostileTable.line(honest.since()));
      long end = System.nanoTime() + pace.length().toNanos();
      if (pace.isOneByOne()) {
        oneByOne(shapes, honest, end);
      } else {
        severalAtOnce(shapes, honest, end);
      }
      say.accept("waiting until everything has ended");
      honest.rest();
      return report(honest);
    }
  }

  private void oneByOne(List<HostileShape> shapes, HonestUser honest, long end) {
    for (int round = 0; ; round++) {
      for (HostileShape shape : shapes) {
        if (System.nanoTime() - end >= 0 || !stopped.isEmpty()) {
          return;
        }
        honest.since();
        Attack attack = attack(shape, round, newUser());
        giveUpWhereSilent(shape + ", round " + round, honest);
        Optional<String> unended = settled(attack.attacker());
        ShapeOutcome outcome = attack.outcome(Optional.of(honest.since()), unended);
        outcomes.add(outcome);
        say.accept(HostileTable.line(outcome));
      }
    }
  }

  private void severalAtOnce(List<HostileShape> shapes, HonestUser honest, long end) {
    Queue<Runnable> attacks = new ConcurrentLinkedQueue<>();
    for (HostileShape shape : shapes) {
      // Before the attacks, so that none of them is in the way of the next one's token.
      String token = newUser();
      attacks.add(() -> unsettled.add(attack(shape, 0, token)));
    }
    together(
        pace.lanes(),
        () -> {
          while (System.nanoTime() - end < 0) {
            Runnable attack = attacks.poll();
            if (attack == null) {
              return;
            }
            attack.run();
          }
        });
    giveUpWhereSilent("at the end of the attacks", honest);
    // Thirty users who ask how far their cancellations are would be felt, and are no attack.
    honest.rest();
    together(
        unsettled.size(),
        () -> {
          Attack attack = unsettled.remove();
          ShapeOutcome outcome = attack.outcome(Optional.empty(), settled(attack.attacker()));
          outcomes.add(outcome);
          say.accept(HostileTable.line(outcome));
        });
  }

  private Attack attack(HostileShape shape, int round, String token) {
    Attacker attacker = Attacker.of(program.port(), token, pace.attack());
    Random random = new Random(seed ^ shape.name().hashCode() ^ (long) round << 32);
    Thread attack = Thread.ofVirtual().start(() -> shape.attack(attacker, random));
    try {
      if (!attack.join(pace.attack())) {
        attack.interrupt();
        attack.join(TO_LEAVE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Attack(shape, round, attacker);
  }

  /// A program that is dead, or silent for so long after an attack, is not attacked any more.
  private void giveUpWhereSilent(String after, HonestUser honest) {
    Waiting.until(() -> !program.isAlive() || honest.isServed(), pace.patience());
    if (!program.isAlive() || !honest.isServed()) {
      stopped =
          "%s: the program is %s; its log is %s"
              .formatted(after, program.isAlive() ? "silent" : "dead", program.log());
    }
  }

  private Optional<String> settled(Attacker attacker) {
    if (!stopped.isEmpty()) {
      return Optional.empty();
    }
    try (var user = new OrdinaryClient(attacker.port(), attacker.token())) {
      return TaskEnds.settle(user, attacker.tally().accepted(), pace.patience());
    }
  }

  private HostileReport report(HonestUser honest) {
    List<String> broken = new ArrayList<>();
    if (stopped.isEmpty()) {
      broken.addAll(TaskEnds.wrong(honest.client(), honest.accepted(), pace.patience()));
      Waiting.until(() -> honest.unseen() == 0, pace.patience());
      Waiting.until(() -> health(honest).allMatch(HostileReport::isUp), pace.patience());
    }
    if (stopped.isEmpty() && !program.isAlive()) {
      stopped = "the program is dead; its log is " + program.log();
    }
    honest.since();
    return new HostileReport(
        seed,
        List.copyOf(outcomes),
        stopped,
        health(honest).toList(),
        honest.total(),
        honest.accepted().size(),
        broken,
        honest.unseen());
  }

  private static Stream<String> health(HonestUser honest) {
    return IntStream.range(0, 3).mapToObj(honest.client()::health);
  }

  private String newUser() {
    return program.token("hostile-" + users.incrementAndGet());
  }

  private static void together(int count, Runnable action) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        threads.execute(action);
      }
    }
  }
}
