package dev.millrace.jobs.intake;

import dev.millrace.jobs.intake.IntakeReport.LineError;
import dev.millrace.jobs.intake.line.BadLine;
import dev.millrace.jobs.intake.line.IncomingMonster;
import dev.millrace.jobs.intake.line.MonsterLineReader;
import dev.millrace.jobs.intake.line.NdjsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes a stream of monsters in, in batches of a transaction each.
///
/// One batch is in memory at a time. A stream that breaks off leaves whole batches behind; sending
/// it again does no harm, since what is there already is left alone.
final class Intake {

  static final int BATCH = 500;
  private static final int BATCH_BYTES = 4 * 1024 * 1024;
  private static final int MOST_ERRORS = 100;

  /// After so many batches the monsters are counted again, since other streams add some, too.
  private static final int COUNTED_ANEW = 50;

  private final MonsterUpserts upserts;
  private final StoreLimits limits;
  private final MonsterLineReader reader = new MonsterLineReader();

  Intake(MonsterUpserts upserts, StoreLimits limits) {
    this.upserts = upserts;
    this.limits = limits;
  }

  IntakeReport take(InputStream ndjson) throws IOException {
    return new Run(new NdjsonLines(ndjson)).toTheEnd();
  }

  /// One stream.
  private final class Run {

    private final NdjsonLines lines;
    private final Map<String, IncomingMonster> batch = new LinkedHashMap<>();
    private final List<LineError> errors = new ArrayList<>();
    private long received;
    private long failed;
    private int bytes;
    private int batches;
    private long there;
    private UpsertCount count = UpsertCount.NONE;

    Run(NdjsonLines lines) {
      this.lines = lines;
    }

    IntakeReport toTheEnd() throws IOException {
      while (lines.next()) {
        if (!lines.isBlank()) {
          received++;
          takeLine();
        }
      }
      flush();
      return new IntakeReport(
          received, count.created(), count.updated(), count.unchanged(), failed, errors);
    }

    private void takeLine() {
      if (lines.isTooLong()) {
        fail("longer than " + NdjsonLines.LONGEST + " bytes");
        return;
      }
      byte[] line = lines.bytes();
      try {
        IncomingMonster monster = reader.read(line);
        if (batch.containsKey(monster.name())
            || batch.size() == BATCH
            || bytes + line.length > BATCH_BYTES) {
          flush();
        }
        batch.put(monster.name(), monster);
        bytes += line.length;
      } catch (BadLine e) {
        fail(String.valueOf(e.getMessage()));
      }
    }

    private void fail(String message) {
      failed++;
      if (errors.size() < MOST_ERRORS) {
        errors.add(new LineError(lines.number(), message));
      }
    }

    private void flush() {
      if (!batch.isEmpty()) {
        if (batches++ % COUNTED_ANEW == 0) {
          there = limits.counted();
        }
        UpsertCount written = upserts.upsert(batch, there);
        there += written.created();
        count = count.plus(written);
        batch.clear();
        bytes = 0;
      }
    }
  }
}
