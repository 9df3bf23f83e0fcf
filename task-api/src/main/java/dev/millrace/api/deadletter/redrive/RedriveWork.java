package dev.millrace.api.deadletter.redrive;

import dev.millrace.api.deadletter.redrive.RedriveQueue.Job;
import dev.millrace.api.deadletter.redrive.RedriveQueue.Turn;
import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.api.deadletter.store.Decisions;
import dev.millrace.api.deadletter.store.ProjectedDeadLetters;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.outbox.OutboxFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Works off redrives, a part at a time.
///
/// Marking a part and writing its commands are one transaction: a crash leaves both or neither, and
/// a command's id is its letter's, so that even the relay's repetitions are one. Records that go
/// back to their topics are sent within the transaction; a crash between Kafka's acknowledgement
/// and the commit sends them twice, and the executor's run store starts a task once.
public final class RedriveWork {

  private static final Logger LOG = LoggerFactory.getLogger(RedriveWork.class);
  private static final int MOST_TRIES = 10;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final RedriveQueue queue;
  private final ProjectedDeadLetters letters;
  private final Decisions decisions;
  private final RecordSender sender;
  private final Function<Collection<TaskId>, Map<TaskId, ExecutorGroup>> owners;
  private final Consumer<List<String>> outbox;
  private final TransactionOperations transaction;
  private final Clock clock;

  /// @param owners the executors that tasks belong to
  /// @param outbox takes lines into the transaction
  public RedriveWork(
      RedriveQueue queue,
      ProjectedDeadLetters letters,
      Decisions decisions,
      RecordSender sender,
      Function<Collection<TaskId>, Map<TaskId, ExecutorGroup>> owners,
      Consumer<List<String>> outbox,
      TransactionOperations transaction,
      Clock clock) {
    this.queue = queue;
    this.letters = letters;
    this.decisions = decisions;
    this.sender = sender;
    this.owners = owners;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Works off all that is due.
  public void work() {
    while (Boolean.TRUE.equals(transaction.execute(_ -> queue.due().map(this::part).isPresent()))) {
      LOG.debug("A part of a redrive is done");
    }
  }

  private Job part(Job job) {
    List<Turn> turns = queue.next(job);
    Map<UUID, RedriveStep> steps = steps(turns);
    List<AddressedCommand> commands = new ArrayList<>();
    List<UUID> redriven = new ArrayList<>();
    List<UUID> reopened = new ArrayList<>();
    Map<UUID, String> resends = new HashMap<>();
    for (Turn turn : turns) {
      switch (Objects.requireNonNull(steps.get(turn.letterId()))) {
        case RedriveStep.Command(TaskId task) -> {
          commands.add(command(turn.letterId(), task, turn.by()));
          redriven.add(turn.letterId());
        }
        case RedriveStep.Resend(String topic) -> resends.put(turn.letterId(), topic);
        case RedriveStep.Done(String note) -> queue.redriven(List.of(turn.letterId()), note);
        case RedriveStep.Reopen(String why) -> {
          LOG.warn("Dead letter {} is not redriven: {}", turn.letterId(), why);
          reopened.add(turn.letterId());
        }
      }
    }
    Set<UUID> failed = sender.send(resends, letters.raw(resends.keySet()));
    resends.keySet().stream().filter(id -> !failed.contains(id)).forEach(redriven::add);
    giveUp(turns, failed, reopened);
    outbox.accept(lines(commands));
    queue.redriven(redriven, null);
    queue.reopen(reopened);
    queue.failed(failed, "could not be sent yet");
    goOn(job, turns.size(), failed);
    return job;
  }

  private Map<UUID, RedriveStep> steps(List<Turn> turns) {
    List<UUID> tasks = turns.stream().map(Turn::taskId).filter(Objects::nonNull).toList();
    Map<UUID, DeadLetter> found = letters.byId(turns.stream().map(Turn::letterId).toList());
    Set<UUID> there = decisions.tasksThere(tasks);
    Map<UUID, Instant> updated = letters.tasksUpdated(tasks);
    Map<UUID, RedriveStep> steps = new HashMap<>();
    for (Turn turn : turns) {
      UUID task = turn.taskId();
      steps.put(
          turn.letterId(),
          RedriveStep.of(
              found.get(turn.letterId()),
              task != null && there.contains(task),
              task == null ? null : updated.get(task)));
    }
    return steps;
  }

  /// What could not be sent again and again is left to a person.
  private static void giveUp(List<Turn> turns, Set<UUID> failed, List<UUID> reopened) {
    for (Turn turn : turns) {
      if (failed.contains(turn.letterId()) && turn.tries() + 1 >= MOST_TRIES) {
        LOG.warn("Dead letter {} is not redriven: it cannot be sent", turn.letterId());
        reopened.add(turn.letterId());
      }
    }
  }

  private void goOn(Job job, int turns, Set<UUID> failed) {
    if (!failed.isEmpty()) {
      queue.wait(job, AFTER_FAILURE);
    } else if (turns < job.pace().part()) {
      queue.finish(job);
    } else {
      queue.wait(job, job.pace().waitAfter(turns));
    }
  }

  private AddressedCommand command(UUID letter, TaskId task, Actor by) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new AddressedCommand(task, letter.toString(), now, new TaskCommand.RetryTask(by));
  }

  private List<String> lines(List<AddressedCommand> commands) {
    Map<TaskId, ExecutorGroup> groups =
        owners.apply(commands.stream().map(AddressedCommand::taskId).toList());
    return commands.stream()
        .map(command ->
            OutboxFrame.line(command, Objects.requireNonNull(groups.get(command.taskId())), null))
        .toList();
  }
}
