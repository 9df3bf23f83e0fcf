package dev.millrace.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.query.TaskFinder;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The streams of this process, from their first event to their end.
final class Streams implements AutoCloseable {

  /// Rounds in which heartbeats are sent, so that not all streams are written to at once.
  static final int ROUNDS = 15;

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final byte[] PREAMBLE = "retry: 1000\n\n".getBytes(UTF_8);

  private final Fanout fanout;
  private final CatchUp catchUp;
  private final WatchSettings settings;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger nextSlot = new AtomicInteger();
  private final AtomicInteger round = new AtomicInteger();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

  Streams(Fanout fanout, CatchUp catchUp, WatchSettings settings) {
    this.fanout = fanout;
    this.catchUp = catchUp;
    this.settings = settings;
  }

  /// Opens the stream of a user's tasks.
  ///
  /// @param from where it was broken off, or null to begin now
  /// @throws ProblemException when there are too many streams
  void ofMany(Interest.TasksOf tasks, @Nullable EventId from, Supplier<Sink> sink) {
    EventStream stream = open(tasks, -1, from == null, sink);
    if (from == null) {
      fanout.joinSoon(stream);
    } else {
      catchUp.resume(stream, from.position(), () -> anew(stream));
    }
  }

  /// Opens the stream of one task.
  ///
  /// It begins with the task as the projection has it, and goes on with the facts from where the
  /// projection has read the log to: nothing lies between the two, however far behind it is.
  ///
  /// @param from where it was broken off, or null to begin with the task as it stands
  /// @param now reads the task
  /// @throws ProblemException when there are too many streams
  void ofOne(
      Interest.OneTask task,
      @Nullable EventId from,
      Supplier<TaskFinder.Snapshot> now,
      Supplier<Sink> sink) {
    TaskFinder.Snapshot snapshot = now.get();
    if (from == null || from.sequence() < 0) {
      EventStream stream = open(task, snapshot.sequence(), false, sink);
      begin(stream, snapshot, () -> stream.end());
      return;
    }
    EventStream stream = open(task, from.sequence(), false, sink);
    catchUp.resume(stream, from.position(), () -> begin(stream, now.get(), () -> stream.end()));
  }

  /// Sends heartbeats to some of the streams; called that many times as there are rounds, all have
  /// had theirs.
  void beat() {
    int slot = Math.floorMod(round.getAndIncrement(), ROUNDS);
    fanout.beat(listener -> listener instanceof EventStream stream && stream.slot() == slot);
  }

  /// Streams that are open.
  int open() {
    return open.get();
  }

  @Override
  public void close() {
    writers.shutdown();
  }

  private void begin(EventStream stream, TaskFinder.Snapshot snapshot, Runnable lost) {
    LogPosition position = LogPosition.of(snapshot.offsets());
    stream.begin(position, snapshot.task().json().text());
    if (snapshot.isFolded() && snapshot.task().status().isFinal()) {
      stream.end();
    } else {
      catchUp.resume(stream, position, lost);
    }
  }

  private void anew(EventStream stream) {
    stream.reset();
    fanout.joinSoon(stream);
  }

  private EventStream open(Interest interest, long told, boolean greets, Supplier<Sink> sink) {
    if (open.incrementAndGet() > settings.streams()) {
      open.decrementAndGet();
      throw Problem.of(ProblemType.OVERLOADED, "This process has as many streams as it may have")
          .retryAfter(SOON)
          .asException();
    }
    var stream = new EventStream[1];
    fanout.enter();
    Outlet outlet =
        new Outlet(
            sink.get(),
            writers,
            Math.toIntExact(settings.buffer().toBytes()),
            () -> {
              open.decrementAndGet();
              fanout.leave(stream[0]);
            });
    stream[0] =
        new EventStream(interest, outlet, nextSlot.getAndIncrement() % ROUNDS, told, greets);
    boolean _ = outlet.offer(PREAMBLE);
    return stream[0];
  }
}
