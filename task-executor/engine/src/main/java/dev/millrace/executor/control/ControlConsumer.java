package dev.millrace.executor.control;

import dev.millrace.events.DataRefusal;
import dev.millrace.events.Topics;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.work.DeadLetter;
import dev.millrace.executor.work.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// The thread that reads `millrace.control` and has each poll's commands applied in one
/// transaction.
///
/// Offsets are committed after the transaction. A crash between the two has the commands delivered
/// again, to this executor or another one, and the journal knows them by their ids. While the
/// database is away, the same records are tried again; a command that the database can never take
/// becomes a dead letter, so that it stops nobody else's, and its task fails if nobody has met it.
final class ControlConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(ControlConsumer.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final CommandJournal journal;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final DeadLetters deadLetters;
  private final EngineMeters meters;
  private final Thread thread;
  private volatile boolean stopping;

  ControlConsumer(
      CommandJournal journal,
      Supplier<Consumer<String, byte[]>> consumers,
      DeadLetters deadLetters,
      EngineMeters meters) {
    this.journal = journal;
    this.deadLetters = deadLetters;
    this.consumers = consumers;
    this.meters = meters;
    this.thread = Thread.ofPlatform().name("millrace-control").unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  void stop(Duration patience) throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    thread.join(patience);
  }

  private void loop() {
    while (!stopping) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        consumer.subscribe(List.of(Topics.CONTROL));
        while (!stopping) {
          pollOnce(consumer);
        }
      } catch (RuntimeException e) {
        LOG.warn("Commands are read again from their last offsets: {}", e.toString());
        pause();
      }
    }
  }

  private void pollOnce(Consumer<String, byte[]> consumer) {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      return;
    }
    try {
      apply(read(records));
    } catch (RuntimeException e) {
      LOG.warn("{} commands wait for the database: {}", records.count(), e.toString());
      for (TopicPartition partition : records.partitions()) {
        consumer.seek(partition, records.records(partition).getFirst().offset());
      }
      pause();
      return;
    }
    consumer.commitSync();
  }

  /// A command, and the record that it was read from.
  private record Read(ConsumerRecord<String, byte[]> record, AddressedCommand command) {}

  private List<Read> read(ConsumerRecords<String, byte[]> records) {
    List<Read> commands = new ArrayList<>(records.count());
    for (ConsumerRecord<String, byte[]> record : records) {
      switch (CommandRecord.read(record)) {
        case CommandRecord.Command(AddressedCommand command) ->
            commands.add(new Read(record, command));
        case CommandRecord.Unreadable(String why) -> {
          meters.command("unreadable");
          LOG.warn(
              "Record {}-{} at {} is left out: {}",
              record.topic(),
              record.partition(),
              record.offset(),
              why);
          bury(record, DeadLetterHeaders.UNREADABLE, why);
        }
      }
    }
    return commands;
  }

  private void apply(List<Read> commands) {
    if (commands.isEmpty()) {
      return;
    }
    try {
      tell(
          meters.timed(
              "control", () -> journal.apply(commands.stream().map(Read::command).toList())));
    } catch (RuntimeException e) {
      if (!isTheCommandsFault(e)) {
        throw e;
      }
      if (commands.size() == 1) {
        putAside(commands.getFirst(), e);
      } else {
        commands.forEach(command -> apply(List.of(command)));
      }
    }
  }

  private void putAside(Read read, RuntimeException why) {
    AddressedCommand command = read.command();
    LOG.error("Command {} of task {} is put aside", command.id(), command.taskId(), why);
    try {
      tell(journal.putAside(command));
    } catch (RuntimeException e) {
      if (!isTheCommandsFault(e)) {
        throw e;
      }
      LOG.error("Not even its task {} can be told", command.taskId(), e);
    }
    meters.command("refused");
    bury(read.record(), DeadLetterHeaders.REFUSED, why.toString());
  }

  private void bury(ConsumerRecord<String, byte[]> record, String reason, String why) {
    meters.unreadable(1);
    deadLetters.publish(List.of(DeadLetter.of(record, reason, why)));
  }

  private static boolean isTheCommandsFault(RuntimeException e) {
    return DataRefusal.isCauseOf(e)
        || !(e instanceof DataAccessException || e instanceof TransactionException);
  }

  private void tell(List<CommandJournal.Applied> applied) {
    for (CommandJournal.Applied one : applied) {
      AddressedCommand command = one.command();
      String name = command.command().getClass().getSimpleName();
      if (one.change() instanceof Change.Ignored(String reason)) {
        meters.command("ignored");
        LOG.info("{} of task {} is dropped: {}", name, command.taskId(), reason);
      } else {
        meters.command("applied");
        String change = one.change().getClass().getSimpleName();
        LOG.info("{} of task {}: {}", name, command.taskId(), change);
      }
    }
  }

  private void pause() {
    if (!stopping) {
      LockSupport.parkNanos(TRY_AGAIN.toNanos());
    }
  }
}
