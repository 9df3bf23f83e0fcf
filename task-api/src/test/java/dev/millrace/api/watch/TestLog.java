package dev.millrace.api.watch;

import dev.millrace.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// A log without Kafka, to be read once.
final class TestLog {

  private final Consumer consumer = new Consumer();
  private final List<ConsumerRecord<byte[], String>> records = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /// @param begin has as many partitions
  TestLog(LogPosition begin) {
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int partition = 0; partition < begin.partitions(); partition++) {
      partitions.add(new PartitionInfo(Topics.EVENTS, partition, null, new Node[0], new Node[0]));
      ends.put(new TopicPartition(Topics.EVENTS, partition), begin.next(partition));
    }
    consumer.updatePartitions(Topics.EVENTS, partitions);
    consumer.updateBeginningOffsets(ends);
  }

  void add(LogEntry entry) {
    add(Entries.record(entry));
  }

  /// A record that is no fact.
  void addGarbage(int partition, long offset) {
    add(new ConsumerRecord<>(Topics.EVENTS, partition, offset, new byte[0], "garbage"));
  }

  void perPoll(int records) {
    consumer.setMaxPollRecords(records);
  }

  /// Comes when the log is being read.
  void append(LogEntry entry) {
    consumer.addRecord(Entries.record(entry));
  }

  /// From the next poll on nothing can be read.
  void fail() {
    consumer.setPollException(new KafkaException("away"));
  }

  /// Runs this at the next poll.
  void atPoll(Runnable action) {
    consumer.schedulePollTask(action);
  }

  int polls() {
    return consumer.polls;
  }

  /// All records of it can be read.
  LogReader open() {
    var reader = new LogReader(consumer);
    boolean _ = reader.assign();
    consumer.updateEndOffsets(ends);
    records.forEach(consumer::addRecord);
    return reader;
  }

  private void add(ConsumerRecord<byte[], String> record) {
    records.add(record);
    ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private static final class Consumer extends MockConsumer<byte[], String> {
    private int polls;

    Consumer() {
      super("none");
    }

    @Override
    public synchronized ConsumerRecords<byte[], String> poll(Duration atMost) {
      polls++;
      return super.poll(atMost);
    }
  }
}
