package dev.millrace.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.quota.Places;
import dev.millrace.events.task.UserId;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams of this process, from their first event to their end.
final class Streams implements AutoCloseable {

  /// Rounds in which heartbeats are sent, so that not all streams are written to at once.
  static final int ROUNDS = 15;

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final byte[] PREAMBLE = "retry: 1000\n\n".getBytes(UTF_8);

  private final Fanout fanout;
  private final CatchUp catchUp;
  private final int buffer;
  private final Places places;
  private final AtomicInteger nextSlot = new AtomicInteger();
  private final AtomicInteger round = new AtomicInteger();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

  Streams(Fanout fanout, CatchUp catchUp, WatchSettings settings) {
    this.fanout = fanout;
    this.catchUp = catchUp;
    this.buffer = Math.toIntExact(settings.buffer().toBytes());
    this.places = new Places("streams", settings.streams(), settings.streamsPerUser());
  }

  /// Opens the stream of a user's tasks, or of everybody's.
  ///
  /// @param user who watches
  /// @param from where it was broken off, or null to begin now
  /// @throws ProblemException when there are too many streams
  /// @throws IOException when the client is gone already
  void ofMany(UserId user, Interest.TasksOf tasks, @Nullable EventId from, Opening opening)
      throws IOException {
    places.requireFree(user);
    open(
        new Asked(user, tasks, -1, from == null),
        opening,
        stream -> {
          if (from == null) {
            fanout.joinSoon(stream);
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
  /// @param user who watches
  /// @param from where it was broken off, or null to begin with the task as it stands
  /// @param now reads the task
  /// @throws ProblemException when there are too many streams
  /// @throws IOException when the client is gone already
  void ofOne(
      UserId user,
      Interest.OneTask task,
      @Nullable EventId from,
      Supplier<TaskFinder.Snapshot> now,
      Opening opening)
      throws IOException {
    places.requireFree(user);
    if (from == null || from.sequence() < 0) {
      TaskFinder.Snapshot snapshot = now.get();
      open(
          new Asked(user, task, snapshot.sequence(), false),
          opening,
          stream -> begin(stream, snapshot, () -> stream.end()));
    } else {
      open(
          new Asked(user, task, from.sequence(), false),
          opening,
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

  /// Streams that are open.
  int open() {
    return places.taken();
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

  /// A stream that somebody asked for.
  ///
  /// @param told as [EventStream] has it
  private record Asked(UserId user, Interest interest, long told, boolean greets) {}

  private void open(Asked asked, Opening opening, Consumer<EventStream> first) throws IOException {
    opening.open(sink -> {
      if (!places.take(asked.user())) {
        sink.close();
        return () -> {};
      }
      EventStream stream = enter(asked, sink);
      try {
        first.accept(stream);
      } catch (RuntimeException e) {
        LOG.error("A stream is cut off at its begin", e);
        stream.cutOff();
      }
      return stream::gone;
    });
  }

  private EventStream enter(Asked asked, Sink sink) {
    var stream = new EventStream[1];
    fanout.enter();
    Outlet outlet =
        new Outlet(
            sink,
            writers,
            buffer,
            () -> {
              places.giveBack(asked.user());
              fanout.leave(stream[0]);
            });
    int slot = Math.floorMod(nextSlot.getAndIncrement(), ROUNDS);
    stream[0] = new EventStream(asked.interest(), outlet, slot, asked.told(), asked.greets());
    boolean _ = outlet.offer(PREAMBLE);
    return stream[0];
  }
}
