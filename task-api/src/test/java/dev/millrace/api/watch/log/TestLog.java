package dev.millrace.api.watch.log;

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
public final class TestLog {

  private final Consumer consumer = new Consumer();
  private final List<ConsumerRecord<byte[], String>> records = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /// One without records.
  ///
  /// @param begin has as many partitions
  public TestLog(LogPosition begin) {
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int partition = 0; partition < begin.partitions(); partition++) {
      partitions.add(new PartitionInfo(Topics.EVENTS, partition, null, new Node[0], new Node[0]));
      ends.put(new TopicPartition(Topics.EVENTS, partition), begin.next(partition));
    }
    consumer.updatePartitions(Topics.EVENTS, partitions);
    consumer.updateBeginningOffsets(ends);
  }

  public void add(LogEntry entry) {
    add(Entries.record(entry));
  }

  /// A record that is no fact.
  public void addGarbage(int partition, long offset) {
    add(new ConsumerRecord<>(Topics.EVENTS, partition, offset, new byte[0], "garbage"));
  }

  public void perPoll(int records) {
    consumer.setMaxPollRecords(records);
  }

  /// Comes when the log is being read.
  public void append(LogEntry entry) {
    consumer.addRecord(Entries.record(entry));
  }

  /// From the next poll on nothing can be read.
  public void fail() {
    consumer.setPollException(new KafkaException("away"));
  }

  /// Runs this at the next poll.
  public void atPoll(Runnable action) {
    consumer.schedulePollTask(action);
  }

  public int polls() {
    return consumer.polls;
  }

  /// All records of it can be read.
  public LogReader open() {
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
