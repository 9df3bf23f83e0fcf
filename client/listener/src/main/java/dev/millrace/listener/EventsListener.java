package dev.millrace.listener;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives the ends in a poll to those who listen to their types.
///
/// It throws when the database is away, and is then called again with the same records: what was
/// heard is passed over. When the process dies, the next one has the same records, too. An end at
/// which a method throws waits in the database, so that it holds up nothing.
final class EventsListener implements BatchMessageListener<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(EventsListener.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int DOUBLINGS = 10;

  private final List<TaskListenerMethod> listeners;
  private final EndedTasks tasks;
  private final TransactionTemplate transaction;

  EventsListener(
      List<TaskListenerMethod> listeners, EndedTasks tasks, TransactionTemplate transaction) {
    this.listeners = listeners;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Fact> requested = new ArrayList<>();
    List<Fact> ends = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Fact fact = read(record);
      if (fact == null) {
        continue;
      }
      if (fact.event() instanceof TaskRequested request) {
        if (listeners.stream().anyMatch(one -> one.types().contains(request.type()))) {
          requested.add(fact);
        }
      } else if (fact.event() instanceof TaskEvent.Final) {
        ends.add(fact);
      }
    }
    if (!requested.isEmpty()) {
      tasks.remember(requested);
    }
    Map<TaskId, EndedTasks.Known> known = tasks.of(ends);
    for (Fact end : ends) {
      EndedTasks.Known task = known.get(end.taskId());
      if (task != null) {
        tell(task.at(end), end);
      }
    }
  }

  private void tell(TaskEnd.Ended task, Fact end) {
    for (TaskListenerMethod listener : listeners) {
      if (listener.types().contains(task.type())) {
        first(listener, task, end);
      }
    }
  }

  private void first(TaskListenerMethod listener, TaskEnd.Ended task, Fact end) {
    try {
      transaction.executeWithoutResult(_ -> hear(listener, task, (TaskEvent.Final) end.event()));
    } catch (RuntimeException e) {
      putOff(listener.name(), end, 1, e);
    }
  }

  /// Tries the ends again whose time has come.
  void goOn() {
    boolean found = true;
    while (found) {
      found = again();
    }
  }

  /// One end that waits, in a transaction that has it for itself.
  ///
  /// @return whether there was one
  private boolean again() {
    var tried = new AtomicReference<EndedTasks.@Nullable Waiting>();
    try {
      transaction.executeWithoutResult(_ -> {
        EndedTasks.Waiting due = tasks.due().orElse(null);
        tried.set(due);
        if (due != null) {
          tasks.waitsNoMore(due);
          hear(listener(due.listener()), task(due.end()), due.event());
        }
      });
    } catch (RuntimeException e) {
      EndedTasks.Waiting due = tried.get();
      if (due == null) {
        throw e;
      }
      putOff(due.listener(), due.end(), due.failures() + 1, e);
    }
    return tried.get() != null;
  }

  private TaskListenerMethod listener(String name) {
    return listeners.stream()
        .filter(one -> one.name().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalStateException("no listener is called '" + name + "'"));
  }

  private TaskEnd.Ended task(Fact end) {
    EndedTasks.Known task = tasks.of(List.of(end)).get(end.taskId());
    if (task == null) {
      throw new IllegalStateException("nothing is known of task " + end.taskId());
    }
    return task.at(end);
  }

  private void hear(TaskListenerMethod listener, TaskEnd.Ended task, TaskEvent.Final end) {
    if (tasks.hears(listener.name(), task)) {
      try {
        listener.hear(task, end);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new UndeclaredThrowableException(e);
      }
    }
  }

  /// @throws RuntimeException the database is away: then the end comes again
  private void putOff(String listener, Fact end, int failures, RuntimeException e) {
    Throwable why =
        e instanceof UndeclaredThrowableException ? Objects.requireNonNull(e.getCause()) : e;
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    transaction.executeWithoutResult(_ -> tasks.putOff(listener, end, failures, pause, why));
    LOG.warn(
        "{} has not heard how task {} ended, and hears it again in {} (failure {})",
        listener,
        end.taskId(),
        pause,
        failures,
        why);
  }

  private static @Nullable Fact read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return TaskCodec.readFact(CloudEventReader.read(record.headers(), record.value()));
    } catch (MalformedRecord e) {
      LOG.warn(
          "Passed over offset {} of partition {} of {}: {}",
          record.offset(),
          record.partition(),
          record.topic(),
          e.getMessage());
      return null;
    }
  }
}
