package dev.millrace.api.watch.resume;

import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.live.Joining;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.log.TaskOrigins;
import dev.millrace.events.task.UserId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream on its way from a position in the past to the live facts, for one thread at a time.
///
/// Its state says where it is. In the states that are not [Underway] it hears nothing any more, and
/// [#settle] says so to whom it concerns.
final class ResumingStream {

  private static final Logger LOG = LoggerFactory.getLogger(ResumingStream.class);

  private final Resumable stream;
  private final Consumer<LogPosition> again;
  private final Runnable lost;
  private State state;

  /// @param position before which it has heard everything
  /// @param again resumes the stream at another position
  /// @param lost is run when the position is not in the log, or too far back
  ResumingStream(
      Resumable stream, LogPosition position, Consumer<LogPosition> again, Runnable lost) {
    this.stream = stream;
    this.again = again;
    this.lost = lost;
    this.state = new Behind(position);
  }

  /// Where a stream is on its way.
  sealed interface State {}

  /// It has heard everything before a position, and goes on.
  sealed interface Underway extends State {
    LogPosition position();
  }

  /// What it hears next is in the log.
  record Behind(LogPosition position) implements Underway {}

  /// What it hears next has not been passed on yet, or nothing is live.
  record Ahead(LogPosition position) implements Underway {}

  /// Its client reads too slowly: it goes on from there when nothing waits any more.
  record Resting(LogPosition position) implements State {}

  /// Its position is not in the log, or too far back.
  record Lost() implements State {}

  /// It has joined the live streams, or has ended.
  record Done() implements State {}

  State state() {
    return state;
  }

  /// Up to where it has heard everything.
  ///
  /// @throws IllegalStateException when it is underway no more
  LogPosition position() {
    if (state instanceof Underway underway) {
      return underway.position();
    }
    throw new IllegalStateException("no position in the state " + state);
  }

  UserId user() {
    return stream.user();
  }

  boolean needsOrigins() {
    return stream.filter().needsOrigins();
  }

  /// Joins the live streams, after all that the fan-out remembers since the position, if it reaches
  /// back so far.
  ///
  /// @throws org.springframework.dao.DataAccessException when it takes the database to know whose
  ///   tasks those facts are about
  void join(Fanout fanout, TaskOrigins origins) {
    boolean hearsMore = true;
    while (hearsMore && state instanceof Underway underway) {
      Joining joining =
          stream.isClosed() ? new Joining.Joined() : fanout.join(stream, underway.position());
      hearsMore = joining instanceof Joining.Missed;
      switch (joining) {
        case Joining.Joined _ -> state = new Done();
        case Joining.TooEarly _ -> state = new Behind(underway.position());
        case Joining.TooLate _ -> state = new Ahead(underway.position());
        case Joining.Missed(LogPosition from, List<LogEntry> entries) ->
            hear(entries, needsOrigins() ? origins.of(entries) : Map.of(), from);
      }
    }
  }

  /// Hears a fact, unless it has heard it before or its filter does not admit it.
  ///
  /// @param passed everything before this position was read
  void hear(LogEntry entry, @Nullable TaskOrigin origin, LogPosition passed) {
    if (state instanceof Underway underway) {
      LogPosition from = underway.position().over(passed.partitions());
      if (entry.offset() >= from.next(entry.partition()) && stream.filter().admits(entry, origin)) {
        LogPosition reached = from.max(passed);
        if (!stream.hear(entry, reached.encode())) {
          state = new Done();
        } else {
          state = stream.isFilling() ? new Resting(reached) : new Behind(reached);
        }
      }
    }
  }

  /// Everything before this position was read.
  void passed(LogPosition position) {
    if (state instanceof Underway underway) {
      state = new Behind(underway.position().over(position.partitions()).max(position));
    }
  }

  /// Is lost, unless the log has all that was missed and the user may have as much of it read.
  void require(LogPosition begin, LogPosition end, CatchUpAllowance allowance) {
    if (state instanceof Underway underway) {
      LogPosition from = underway.position().over(end.partitions());
      if (from.partitions() > end.partitions()
          || !from.isWithin(begin, end)
          || !allowance.admits(user(), end.recordsSince(from.max(begin)))) {
        state = new Lost();
      }
    }
  }

  /// Does what follows from its state.
  ///
  /// @return whether it is underway no more
  boolean settle() {
    switch (state) {
      case Underway _ -> {
        return false;
      }
      case Resting(LogPosition position) -> stream.whenDrained(() -> again.accept(position));
      case Lost _ -> beginAnew();
      case Done _ -> {}
    }
    return true;
  }

  /// Ends the stream; its client knows where it was, and comes again.
  void cutOff() {
    stream.cutOff();
  }

  private void beginAnew() {
    try {
      lost.run();
    } catch (RuntimeException e) {
      LOG.warn("A stream that cannot begin anew is cut off", e);
      stream.cutOff();
    }
  }

  private void hear(List<LogEntry> entries, Map<UUID, TaskOrigin> origins, LogPosition from) {
    LogPosition passed = from;
    for (LogEntry entry : entries) {
      passed = passed.after(entry.partition(), entry.offset());
      hear(entry, origins.get(entry.task()), passed);
    }
    passed(passed);
  }
}
