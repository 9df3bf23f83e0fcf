package dev.millrace.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.quota.ConnectionLimit;
import dev.millrace.api.watch.live.EventFilter;
import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.resume.CatchUp;
import dev.millrace.api.watch.sse.SseOutput;
import dev.millrace.api.watch.sse.SseWriter;
import dev.millrace.api.watch.sse.StreamBuffers;
import dev.millrace.api.watch.sse.StreamStart;
import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams of this process, from their first event to their end.
///
/// A stream ends with the token that opened it. Its client comes again with a new one.
final class Streams implements AutoCloseable {

  /// Rounds in which heartbeats are sent, so that not all streams are written to at once.
  static final int ROUNDS = 15;

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final byte[] PREAMBLE = "retry: 1000\n\n".getBytes(UTF_8);

  private final Fanout fanout;
  private final CatchUp catchUp;
  private final Clock clock;
  private final int buffer;
  private final StreamBuffers buffers;
  private final ConnectionLimit limit;
  private final AtomicInteger nextSlot = new AtomicInteger();
  private final AtomicInteger round = new AtomicInteger();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor ends =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("task-api-stream-ends").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  Streams(Fanout fanout, CatchUp catchUp, WatchSettings settings, Clock clock) {
    this.fanout = fanout;
    this.catchUp = catchUp;
    this.clock = clock;
    this.buffer = Math.toIntExact(settings.buffer().toBytes());
    this.buffers = new StreamBuffers(settings.buffers().toBytes());
    this.ends.setRemoveOnCancelPolicy(true);
    this.limit = new ConnectionLimit("streams", settings.streams(), settings.streamsPerUser());
  }

  /// Opens the stream of a user's tasks, or of everybody's.
  ///
  /// @param from where it was broken off, or null to begin now
  /// @throws ProblemException when there are too many streams
  /// @throws IOException when the client is gone already
  void ofMany(Watcher watcher, EventFilter.TasksOf tasks, @Nullable EventId from, StreamStart start)
      throws IOException {
    limit.requireFree(watcher.user());
    open(
        new Order(watcher, tasks, -1, from == null),
        start,
        stream -> {
          if (from == null) {
            fanout.joinSoon(stream);
          } else if (from.equals(EventId.UNKNOWN)) {
            anew(stream);
          } else {
            catchUp.resume(stream, from.position(), () -> anew(stream));
          }
        });
  }

  /// Opens the stream of one task.
  ///
  /// It begins with the task as the projection has it, and goes on with the facts from where the
  /// projection has read the log to: nothing lies between the two, however far behind it is.
  ///
  /// @param from where it was broken off, or null to begin with the task as it stands
  /// @param now reads the task
  /// @throws ProblemException when there are too many streams
  /// @throws IOException when the client is gone already
  void ofOne(
      Watcher watcher,
      EventFilter.OneTask task,
      @Nullable EventId from,
      Supplier<TaskFinder.Snapshot> now,
      StreamStart start)
      throws IOException {
    limit.requireFree(watcher.user());
    if (from == null || from.sequence() < 0) {
      TaskFinder.Snapshot snapshot = now.get();
      open(
          new Order(watcher, task, snapshot.sequence(), false),
          start,
          stream -> begin(stream, snapshot, () -> stream.end()));
    } else {
      open(
          new Order(watcher, task, from.sequence(), false),
          start,
          stream ->
              catchUp.resume(
                  stream, from.position(), () -> begin(stream, now.get(), () -> stream.end())));
    }
  }

  /// Sends heartbeats to some of the streams; called that many times as there are rounds, all have
  /// had theirs.
  void beat() {
    int slot = Math.floorMod(round.getAndIncrement(), ROUNDS);
    fanout.beat(listener -> listener instanceof EventStream stream && stream.slot() == slot);
  }

  /// Bytes that wait to be written on all streams.
  long waiting() {
    return buffers.used();
  }

  /// Streams that are open.
  int open() {
    return limit.taken();
  }

  @Override
  public void close() {
    ends.shutdownNow();
    writers.shutdown();
  }

  private void begin(EventStream stream, TaskFinder.Snapshot snapshot, Runnable lost) {
    LogPosition position = LogPosition.of(snapshot.offsets());
    boolean ends = snapshot.isFolded() && snapshot.task().status().isFinal();
    stream.begin(position, snapshot.task().json().text(), ends);
    if (ends) {
      stream.end();
    } else {
      catchUp.resume(stream, position, lost);
    }
  }

  private void anew(EventStream stream) {
    stream.reset();
    fanout.joinSoon(stream);
  }

  /// What a stream is to be: see [EventStream].
  private record Order(Watcher watcher, EventFilter filter, long sequence, boolean greets) {}

  private void open(Order order, StreamStart start, Consumer<EventStream> first)
      throws IOException {
    start.open(output -> {
      if (!limit.take(order.watcher().user())) {
        output.close();
        return () -> {};
      }
      EventStream stream = enter(order, output);
      try {
        first.accept(stream);
      } catch (RuntimeException e) {
        LOG.error("A stream is cut off at its begin", e);
        stream.cutOff();
      }
      return stream::gone;
    });
  }

  private EventStream enter(Order order, SseOutput output) {
    var stream = new EventStream[1];
    var end = new ScheduledFuture<?>[1];
    UserId user = order.watcher().user();
    fanout.enter();
    SseWriter writer =
        new SseWriter(
            output,
            writers,
            buffer,
            buffers,
            () -> {
              end[0].cancel(false);
              limit.giveBack(user);
              fanout.leave(stream[0]);
            });
    int slot = Math.floorMod(nextSlot.getAndIncrement(), ROUNDS);
    stream[0] =
        new EventStream(
            order.watcher(), order.filter(), writer, slot, order.sequence(), order.greets());
    end[0] = ends.schedule(stream[0]::end, millisUntil(order.watcher().until()), MILLISECONDS);
    boolean _ = writer.offer(PREAMBLE);
    return stream[0];
  }

  private long millisUntil(@Nullable Instant end) {
    Duration left = end == null ? LONGEST : Duration.between(clock.instant(), end);
    return (left.compareTo(LONGEST) < 0 ? left : LONGEST).toMillis();
  }
}
