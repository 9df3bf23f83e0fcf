package dev.millrace.executor.work;

import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.work.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The records of one poll, read.
record Batch(List<Entry> entries) {

  record Entry(ConsumerRecord<String, byte[]> record, WorkRecord content) {}

  static Batch read(TaskType type, List<ConsumerRecord<String, byte[]>> records) {
    return new Batch(
        records.stream().map(record -> new Entry(record, WorkRecord.read(type, record))).toList());
  }

  /// Whether all of it are new tasks that come for the first time. What comes again may be what
  /// killed the executor before, and is counted by its claim.
  boolean isNew() {
    return entries.stream()
        .allMatch(entry ->
            entry.content() instanceof WorkRecord.Item(WorkItem.Requested _)
                && entry.record().deliveryCount().orElse((short) 1) == 1);
  }

  List<WorkItem> items() {
    List<WorkItem> items = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (entry.content() instanceof WorkRecord.Item item) {
        items.add(item.item());
      }
    }
    return items;
  }

  /// What becomes dead letters: unreadable records, and items that the run store will never take.
  List<DeadLetter> letters(List<WorkItem> impossible) {
    List<DeadLetter> letters = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.content()) {
        case WorkRecord.Unreadable unreadable ->
            letters.add(
                DeadLetter.of(
                    entry.record(), DeadLetterHeaders.UNREADABLE, unreadable.why().toString()));
        case WorkRecord.Item item when impossible.contains(item.item()) ->
            letters.add(
                DeadLetter.of(
                    entry.record(),
                    DeadLetterHeaders.REFUSED,
                    "the executor cannot store this request"));
        case WorkRecord.Item _ -> {}
      }
    }
    return letters;
  }

  /// Settles every record, once its task is claimed or its letter is safe.
  void settle(WorkSource source) {
    for (Entry entry : entries) {
      switch (entry.content()) {
        case WorkRecord.Item _ -> source.accept(entry.record());
        case WorkRecord.Unreadable _ -> source.reject(entry.record());
      }
    }
    source.commit();
  }
}
