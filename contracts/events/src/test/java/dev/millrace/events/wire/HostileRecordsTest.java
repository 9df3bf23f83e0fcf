package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.events.Samples;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.stored.DataRefusal;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TimeRange;
import dev.millrace.events.task.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever stands on a topic is read, or is a [MalformedRecord]: nothing else comes out.
class HostileRecordsTest {

  private static final List<String> VALUES =
      List.of(
          "",
          "null",
          "[]",
          "{}",
          "\"\\u0000\"",
          "1e999999999",
          "{\"runAt\":1e400}",
          "{\"retention\":\"PT9223372036854775807S\"}",
          "{\"retention\":-1}",
          "{\"attempt\":99999999999}",
          "[".repeat(5_000),
          "\ud83d",
          "x".repeat(1_000_000));

  private static final List<String> TEXTS =
      List.of(
          "",
          "-1",
          Long.toString(Long.MAX_VALUE),
          "99999999999999999999",
          "+999999999-12-31T23:59:59.999999999Z",
          "-999999999-01-01T00:00:00Z",
          "0000-00-00T00:00:00Z",
          "\0",
          "x".repeat(100_000));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noRecordBringsAnythingButAMalformedRecord(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      TaskEvent event = Samples.all().get(random.nextInt(Samples.all().size()));
      CloudEvent good = TaskCodec.write(Samples.fact(random.nextInt(9), event), "/s", null);
      Map<String, String> headers = new HashMap<>(good.headers());
      String data = good.data();
      for (int i = random.nextInt(3); i >= 0; i--) {
        String header = List.copyOf(headers.keySet()).get(random.nextInt(headers.size()));
        switch (random.nextInt(4)) {
          case 0 -> headers.remove(header);
          case 1 -> headers.put(header, TEXTS.get(random.nextInt(TEXTS.size())));
          case 2 -> data = VALUES.get(random.nextInt(VALUES.size()));
          default -> {
            int at = random.nextInt(data.length() + 1);
            data = data.substring(0, at) + (char) random.nextInt(200) + data.substring(at);
          }
        }
        if (headers.isEmpty()) {
          break;
        }
      }
      try {
        CloudEvent read = CloudEvent.read(headers::get, data);
        TaskCodec.readFact(read);
        TaskCodec.readCommand(read);
      } catch (MalformedRecord e) {
        assertThat(e.where()).as("seed %d, round %d", seed, round).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "retention":"PT9223372036854775807S"                    | value at /retention
          "retention":"PT-1S"                                     | value at /retention
          "retention":"PT1S","runAt":"+99999-01-01T00:00:00Z"     | value at /runAt
          "retention":"PT1S","deadline":"1969-12-31T23:59:59Z"    | value at /deadline
          "retention":"PT1S","timeout":"PT999999999999S"          | value at /timeout
          """)
  void aRequestBeyondTheRangeIsMalformed(String members, String where) {
    String data =
        "{\"type\":\"t\",\"userId\":\"u\",\"priority\":\"low\",\"parameters\":{},\"maxRetries\":0,"
            + members
            + "}";
    CloudEvent good = TaskCodec.write(Samples.fact(0, Samples.all().getFirst()), "/s", null);

    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> TaskCodec.readFact(CloudEvent.read(good.headers()::get, data)))
        .satisfies(e -> assertThat(e.where()).isEqualTo(where));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775807", "9007199254740992"})
  void aSequenceThatNoTaskReachesIsMalformed(String sequence) {
    CloudEvent good = TaskCodec.write(Samples.fact(0, Samples.all().getFirst()), "/s", null);
    Map<String, String> headers = new HashMap<>(good.headers());
    headers.put("ce_id", headers.get("ce_subject") + ":" + sequence);

    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> TaskCodec.readFact(CloudEvent.read(headers::get, good.data())))
        .satisfies(e -> assertThat(e.where()).isEqualTo("header ce_id"));
  }

  @Test
  void aCommandWithAnIdThatNoKeyHoldsIsMalformed() {
    var command =
        new AddressedCommand(
            Samples.fact(0, Samples.all().getFirst()).taskId(),
            "1",
            Instant.now(),
            new TaskCommand.ResumeTask(new Actor(new UserId("u"), null)));
    CloudEvent good = TaskCodec.write(command, "/s", null);
    Map<String, String> headers = new HashMap<>(good.headers());
    headers.put("ce_id", headers.get("ce_subject") + ":" + "x".repeat(3_000));

    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> TaskCodec.readCommand(CloudEvent.read(headers::get, good.data())));
  }

  @Test
  void aDeadLettersTimeIsWithinTheRange() {
    assertThat(
            DeadLetterHeaders.read(
                    name -> name.equals("millrace_time") ? "+99999-01-01T00:00:00Z" : null,
                    Instant.ofEpochMilli(Long.MAX_VALUE))
                .time())
        .isEqualTo(TimeRange.LATEST);
  }

  @ParameterizedTest
  @CsvSource({
    "22P05, true", "23505, true", "54000, true", "21000, true", "08006, false", "40P01, false",
    "53300, false", "57P01, false", "25006, false", "42P01, false", "XX000, false", ", false"
  })
  void onlyWhatLiesInTheDataIsARefusal(String state, boolean refusal) {
    assertThat(DataRefusal.isCauseOf(new IllegalStateException(new SQLException("no", state))))
        .isEqualTo(refusal);
  }
}
