package dev.millrace.api.deadletter.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.deadletter.redrive.RedriveQueue.Job;
import dev.millrace.api.deadletter.redrive.RedriveQueue.Turn;
import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.api.deadletter.store.DeadLetterContent;
import dev.millrace.api.deadletter.store.Decisions;
import dev.millrace.api.deadletter.store.ProjectedDeadLetters;
import dev.millrace.api.repeat.Throttle;
import dev.millrace.events.Topics;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.OutboxFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

class RedriveWorkTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Actor BOB = new Actor(new UserId("bob"), "the provider is back");
  private static final String WORK = "millrace.work.sleep.normal";

  private final Queue queue = new Queue();
  private final Letters letters = new Letters();
  private final Tasks tasks = new Tasks();
  private final Sender sender = new Sender();
  private final List<String> commands = new ArrayList<>();
  private final RedriveWork work =
      new RedriveWork(
          queue,
          letters,
          tasks,
          sender,
          ids -> ids.stream().collect(Collectors.toMap(id -> id, _ -> ExecutorGroup.DEFAULT)),
          commands::addAll,
          TransactionOperations.withoutTransaction(),
          Clock.fixed(NOW, ZoneOffset.UTC));

  /// So that a command that is delivered twice is known by its id.
  @Test
  void commandBearsTheIdOfItsLetter() {
    DeadLetter letter = ofATask();

    redrive(null, letter);

    TaskId task = new TaskId(requireTask(letter));
    assertThat(commands)
        .containsExactly(
            OutboxFrame.line(
                new AddressedCommand(
                    task, letter.id().toString(), NOW, new TaskCommand.RetryTask(BOB)),
                ExecutorGroup.DEFAULT,
                null));
    assertThat(queue.redriven).containsExactly(letter.id());
  }

  @Test
  void recordThatCouldNotBeReadGoesBackToItsTopic() {
    DeadLetter letter = ofARecord();

    redrive(null, letter);

    assertThat(sender.sent).isEqualTo(Map.of(letter.id(), WORK));
    assertThat(queue.redriven).containsExactly(letter.id());
    assertThat(commands).isEmpty();
  }

  @Test
  void recordThatCannotBeSentIsTriedAgainLaterAndItsNeighbourIsRedriven() {
    DeadLetter stuck = ofARecord();
    DeadLetter neighbour = ofATask();
    sender.failing.add(stuck.id());

    redrive(null, stuck, neighbour);

    assertThat(queue.redriven).containsExactly(neighbour.id());
    assertThat(queue.failed).containsExactly(stuck.id());
    assertThat(queue.reopened).isEmpty();
    assertThat(queue.waits).containsExactly(Duration.ofSeconds(5));
    assertThat(queue.finished).isFalse();
  }

  @Test
  void letterWhoseRecordCannotBeSentTenTimesIsOpenAgain() {
    DeadLetter ninth = ofARecord();
    DeadLetter tenth = ofARecord();
    sender.failing.addAll(List.of(ninth.id(), tenth.id()));
    queue.tries.put(ninth.id(), 8);
    queue.tries.put(tenth.id(), 9);

    redrive(null, ninth, tenth);

    assertThat(queue.reopened).containsExactly(tenth.id());
    assertThat(queue.redriven).isEmpty();
  }

  @Test
  void letterThatIsGoneIsOpenAgainAndItsNeighbourIsRedriven() {
    DeadLetter gone = ofATask();
    DeadLetter neighbour = ofATask();
    letters.known.remove(gone.id());

    redrive(null, gone, neighbour);

    assertThat(queue.reopened).containsExactly(gone.id());
    assertThat(queue.redriven).containsExactly(neighbour.id());
  }

  @Test
  void taskThatHasGoneOnSinceIsLeftAlone() {
    DeadLetter letter = ofATask();
    letters.updated.put(requireTask(letter), NOW);

    redrive(null, letter);

    assertThat(commands).isEmpty();
    assertThat(queue.redriven).containsExactly(letter.id());
  }

  @Test
  void redriveWithARateWaitsAfterEachPartAndEndsWithTheLast() {
    redrive(5, ofATask(), ofATask());

    assertThat(commands).hasSize(2);
    assertThat(queue.waits).containsExactly(Duration.ofMillis(200), Duration.ofMillis(200));
    assertThat(queue.finished).isTrue();
  }

  private void redrive(@Nullable Integer ratePerSecond, DeadLetter... its) {
    queue.job = new Job(UUID.randomUUID(), new Throttle(ratePerSecond));
    for (DeadLetter letter : its) {
      queue.turns.add(
          new Turn(letter.id(), letter.taskId(), BOB, queue.tries.getOrDefault(letter.id(), 0)));
    }
    work.work();
  }

  private DeadLetter ofATask() {
    UUID task = UUID.randomUUID();
    tasks.there.add(task);
    return known(task, new DeadLetter.Origin(Topics.EVENTS, null, null));
  }

  private DeadLetter ofARecord() {
    return known(null, new DeadLetter.Origin(WORK, 3, "17"));
  }

  private DeadLetter known(@Nullable UUID task, DeadLetter.Origin origin) {
    var letter =
        new DeadLetter(
            UUID.randomUUID(),
            NOW.minusSeconds(60),
            "permanent",
            DeadLetter.Failure.of("boom", "boom: it broke"),
            1,
            task,
            "sleep",
            "alice",
            origin,
            10);
    letters.known.put(letter.id(), letter);
    return letter;
  }

  private static UUID requireTask(DeadLetter letter) {
    return Objects.requireNonNull(letter.taskId());
  }

  /// One redrive, whose next part is due as soon as it may be.
  @SuppressWarnings("NullAway") // it has no database, and asks for none
  private static final class Queue extends RedriveQueue {

    private final List<Turn> turns = new ArrayList<>();
    private final Map<UUID, Integer> tries = new HashMap<>();
    private final List<UUID> redriven = new ArrayList<>();
    private final List<UUID> reopened = new ArrayList<>();
    private final List<UUID> failed = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private @Nullable Job job;
    private boolean finished;

    Queue() {
      super(null);
    }

    @Override
    public Optional<Job> due() {
      return finished || !failed.isEmpty() ? Optional.empty() : Optional.of(job);
    }

    @Override
    public List<Turn> next(Job its) {
      List<Turn> part = List.copyOf(turns.subList(0, Math.min(turns.size(), its.pace().part())));
      turns.removeAll(part);
      return part;
    }

    @Override
    public void redriven(Collection<UUID> those, @Nullable String note) {
      redriven.addAll(those);
    }

    @Override
    public void reopen(Collection<UUID> those) {
      reopened.addAll(those);
    }

    @Override
    public void failed(Collection<UUID> those, String note) {
      failed.addAll(those);
    }

    @Override
    public void wait(Job its, Duration time) {
      waits.add(time);
    }

    @Override
    public void finish(Job its) {
      finished = true;
    }
  }

  @SuppressWarnings("NullAway") // it has no database, and asks for none
  private static final class Letters extends ProjectedDeadLetters {

    private final Map<UUID, DeadLetter> known = new HashMap<>();
    private final Map<UUID, Instant> updated = new HashMap<>();

    Letters() {
      super(null);
    }

    @Override
    public Map<UUID, DeadLetter> byId(Collection<UUID> ids) {
      return known;
    }

    @Override
    public Map<UUID, DeadLetterContent.Raw> raw(Collection<UUID> ids) {
      return Map.of();
    }

    @Override
    public Map<UUID, Instant> tasksUpdated(Collection<UUID> those) {
      return updated;
    }
  }

  @SuppressWarnings("NullAway") // it has no database, and asks for none
  private static final class Tasks extends Decisions {

    private final Set<UUID> there = new HashSet<>();

    Tasks() {
      super(null);
    }

    @Override
    public Set<UUID> tasksThere(Collection<UUID> those) {
      return there;
    }
  }

  private static final class Sender extends RecordSender {

    private final Map<UUID, String> sent = new HashMap<>();
    private final Set<UUID> failing = new HashSet<>();

    Sender() {
      super(Map.of());
    }

    @Override
    public synchronized Set<UUID> send(
        Map<UUID, String> topics, Map<UUID, DeadLetterContent.Raw> records) {
      sent.putAll(topics);
      return failing;
    }
  }
}
