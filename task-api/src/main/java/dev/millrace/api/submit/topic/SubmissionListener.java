package dev.millrace.api.submit.topic;

import dev.millrace.api.submit.commit.SubmissionStore;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/// Has the submissions of a poll accepted, each id once.
///
/// It throws when the database is away or the catalogue is not read yet, and is then called again
/// with the same records. When the process dies after the commit of the tasks and before that of
/// the offsets, the next one finds them in `request` and passes them over.
///
/// A record that cannot be read is passed over and counted: it names no user who could be told.
final class SubmissionListener implements BatchMessageListener<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(SubmissionListener.class);

  private final TopicSubmissions submissions;
  private final SubmissionStore store;
  private final LongAdder unreadable = new LongAdder();

  SubmissionListener(TopicSubmissions submissions, SubmissionStore store) {
    this.submissions = submissions;
    this.store = store;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<TaskId, TopicSubmission> asked = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicSubmission one = read(record);
      if (one != null) {
        asked.putIfAbsent(one.id(), one);
      }
    }
    if (!asked.isEmpty()) {
      asked.keySet().removeAll(store.options(asked.keySet()).keySet());
      submissions.accept(List.copyOf(asked.values()));
    }
  }

  private @Nullable TopicSubmission read(ConsumerRecord<byte[], byte[]> record) {
    try {
      CloudEvent event = CloudEventReader.read(record.headers(), record.value());
      SubmitTask task = TaskCodec.readSubmission(event);
      return task == null
          ? null
          : new TopicSubmission(TaskCodec.taskId(event), task, event.traceparent());
    } catch (MalformedRecord e) {
      unreadable.increment();
      LOG.error(
          "Passed over offset {} of partition {} of {}: {}",
          record.offset(),
          record.partition(),
          record.topic(),
          e.getMessage());
      return null;
    }
  }

  /// Records that were passed over.
  double unreadable() {
    return unreadable.sum();
  }
}
