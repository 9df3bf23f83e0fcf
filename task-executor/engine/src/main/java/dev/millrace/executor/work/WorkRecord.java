package dev.millrace.executor.work;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.kafka.CloudEventReader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of a work topic, read: a work item, or bytes that are none.
sealed interface WorkRecord {

  record Item(WorkItem item) implements WorkRecord {}

  record Unreadable(MalformedRecord why) implements WorkRecord {}

  /// W3C trace context; anything else from outside must not reach the outbox, whose lines it could
  /// break.
  Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  static WorkRecord read(TaskType type, ConsumerRecord<String, byte[]> record) {
    try {
      return new Item(item(type, record));
    } catch (MalformedRecord e) {
      return new Unreadable(e);
    }
  }

  private static WorkItem item(TaskType type, ConsumerRecord<String, byte[]> record) {
    CloudEvent event = CloudEventReader.read(record.headers(), record.value());
    Fact fact = TaskCodec.readFact(event);
    if (fact == null) {
      throw new MalformedRecord("header ce_type", "is none that is known: " + event.type());
    }
    return switch (fact.event()) {
      case TaskRequested request -> requested(type, record.topic(), event, fact, request);
      case TaskRetryScheduled _, TaskResumed _, TaskRedriven _ ->
          new WorkItem.Continued(type, fact);
      default ->
          throw new MalformedRecord("header ce_type", "makes nothing runnable: " + event.type());
    };
  }

  private static WorkItem requested(
      TaskType type, String topic, CloudEvent event, Fact fact, TaskRequested request) {
    if (!request.type().equals(type)) {
      throw new MalformedRecord(
          "value at /type", "is " + request.type() + " on a topic of " + type);
    }
    if (!isWorkTopic(topic, request)) {
      throw new MalformedRecord("value at /group", "is " + request.owners() + " on topic " + topic);
    }
    return new WorkItem.Requested(
        new AcceptedTask(fact.taskId(), fact.time(), request, trace(event.traceparent())),
        event.data());
  }

  /// Of a task's group and type, whatever its lane.
  private static boolean isWorkTopic(String topic, TaskRequested request) {
    return Arrays.stream(Priority.values())
        .anyMatch(lane -> topic.equals(Topics.work(request.owners(), request.type(), lane)));
  }

  private static @Nullable String trace(@Nullable String traceparent) {
    return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
  }
}
