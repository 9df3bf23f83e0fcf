package dev.millrace.projection.poll;

import dev.millrace.events.stored.DataRefusal;
import dev.millrace.projection.letter.DeadLetter;
import dev.millrace.projection.poll.PollWriter.Outcome.Fenced;
import dev.millrace.projection.poll.PollWriter.Outcome.Written;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;

/// Writes a poll that holds a record which cannot be stored: all of it but that record.
///
/// A poll that is refused for what is in it is halved until the record is alone, and that one is
/// kept as unreadable; where even that is refused, its place alone is kept. Each part is stored
/// with its own offsets, so a crash between two parts leaves the log's beginning, and the rest is
/// read again. Any other failure is the caller's.
public final class PoisonIsolating implements PollWriter {

  private static final int LONGEST_REASON = 2_000;

  private final PollWriter writer;

  public PoisonIsolating(PollWriter writer) {
    this.writer = writer;
  }

  @Override
  public Outcome write(Poll poll) {
    try {
      return writer.write(poll);
    } catch (RuntimeException e) {
      if (!(e instanceof DataIntegrityViolationException) && !DataRefusal.isCauseOf(e)) {
        throw e;
      }
      if (poll.entries().size() > 1) {
        return halved(poll);
      }
      if (poll.entries().isEmpty()) {
        throw e;
      }
      return write(
          switch (poll.entries().getFirst()) {
            case Entry.TaskEntry said -> alone(poll, said.at(), record(said), e);
            case Entry.Letter letter -> alone(poll, letter.at(), record(letter), e);
            case Entry.Unreadable record when record.record() == RawRecord.NONE -> throw e;
            case Entry.Unreadable record -> alone(poll, record.at(), RawRecord.NONE, e);
          });
    }
  }

  private Outcome halved(Poll poll) {
    int middle = poll.entries().size() / 2;
    List<Entry> first = poll.entries().subList(0, middle);
    Map<LogPlace, Long> reached = new LinkedHashMap<>();
    for (Entry entry : first) {
      reached.put(LogPlace.of(entry.at()), entry.at().offset() + 1);
    }
    List<Advance> before = new ArrayList<>();
    List<Advance> after = new ArrayList<>();
    for (Advance advance : poll.advances()) {
      Long half = reached.get(new LogPlace(advance.topic(), advance.partition()));
      if (half != null) {
        before.add(new Advance(advance.topic(), advance.partition(), advance.from(), half));
      }
      Long from = half == null ? advance.from() : half;
      after.add(new Advance(advance.topic(), advance.partition(), from, advance.to()));
    }
    Outcome one = write(new Poll(first, before));
    if (!(one instanceof Written(var tally, var doubts))) {
      return one;
    }
    Outcome two = write(new Poll(poll.entries().subList(middle, poll.entries().size()), after));
    return switch (two) {
      case Fenced fenced -> fenced;
      case Written(var rest, var more) -> {
        List<Anomaly> all = new ArrayList<>(doubts);
        all.addAll(more);
        yield new Written(tally.plus(rest), all);
      }
    };
  }

  private static Poll alone(
      Poll poll, RecordPosition at, RawRecord record, RuntimeException cause) {
    String reason = "cannot be stored: " + cause;
    var entry =
        new Entry.Unreadable(
            at, reason.substring(0, Math.min(LONGEST_REASON, reason.length())), record);
    return new Poll(List.of(entry), poll.advances());
  }

  private static RawRecord record(Entry.TaskEntry said) {
    return new RawRecord(
        said.taskId().toString().getBytes(StandardCharsets.UTF_8),
        String.format(
            Locale.ROOT, "ce_type: %s%nce_id: %s:%d", said.type(), said.taskId(), said.sequence()),
        said.data().getBytes(StandardCharsets.UTF_8));
  }

  private static RawRecord record(Entry.Letter entry) {
    DeadLetter letter = entry.letter();
    return new RawRecord(
        letter.content().key(), letter.headers().toString(), letter.content().bounded());
  }

  private record LogPlace(String topic, int partition) {
    static LogPlace of(RecordPosition at) {
      return new LogPlace(at.topic(), at.partition());
    }
  }
}
