package dev.millrace.executor.control;

import dev.millrace.events.Topics;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.stored.DataRefusal;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.work.deadletter.DeadLetter;
import dev.millrace.executor.work.deadletter.DeadLetters;
import dev.millrace.kafka.GroupReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.transaction.TransactionException;

/// Reads the commands of its group and has each poll's commands applied in one transaction.
///
/// Offsets are committed after the transaction. A crash between the two has the commands delivered
/// again, to this executor or another one, and the run store knows them by their ids. While the
/// database is away, the same records are tried again, see [GroupReader]; a command that the
/// database can never take becomes a dead letter, so that it stops nobody else's, and its task
/// fails if nobody has met it.
final class ControlConsumer implements BatchMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(ControlConsumer.class);
  private static final GroupReader.Backoff BACKOFF =
      new GroupReader.Backoff(Duration.ofMillis(250), Duration.ofSeconds(1));

  private final CommandJournal journal;
  private final DeadLetters deadLetters;
  private final EngineMeters meters;
  private final GroupReader reader;

  ControlConsumer(
      CommandJournal journal,
      ControlPlane.Member member,
      DeadLetters deadLetters,
      EngineMeters meters) {
    this.journal = journal;
    this.deadLetters = deadLetters;
    this.meters = meters;
    var consumers =
        new DefaultKafkaConsumerFactory<>(
            member.settings(), new StringDeserializer(), new ByteArrayDeserializer());
    var properties = GroupReader.listener(Topics.control(member.group()), this);
    // Commands are few, and none is to be heard of twice for want of a commit.
    properties.setAckMode(AckMode.BATCH);
    properties.setSyncCommits(true);
    this.reader = new GroupReader(member.settings(), consumers, properties, 1, BACKOFF);
  }

  void start() {
    reader.start();
  }

  /// Ends reading; what a poll has brought is applied.
  void stop() {
    reader.stop();
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    apply(read(records));
  }

  /// A command, and the record that it was read from.
  private record Read(ConsumerRecord<String, byte[]> record, AddressedCommand command) {}

  private List<Read> read(List<ConsumerRecord<String, byte[]>> records) {
    List<Read> commands = new ArrayList<>(records.size());
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
}
