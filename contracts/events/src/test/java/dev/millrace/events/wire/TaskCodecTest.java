package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.events.Samples;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class TaskCodecTest {

  private static final String STARTED = "dev.millrace.task.started.v1";
  private static final String STARTED_DATA = "{\"attempt\":1,\"epoch\":1,\"executor\":\"e\"}";

  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");

  private static final Acceptance ACCEPTED =
      new Acceptance(Samples.NOON, (TaskRequested) Samples.all().getFirst());

  @Test
  void unknownTypeIsSaidToBeUnknown() {
    assertThat(TaskCodec.readFact(record("dev.millrace.task.teleported.v1", "{}"))).isNull();
  }

  @Test
  void unknownFieldIsIgnored() {
    var fact =
        TaskCodec.readFact(
            record(
                STARTED,
                "{\"attempt\":1,\"epoch\":2,\"executor\":\"e\",\"shoeSize\":{\"eu\":[43]}}"));

    assertThat(fact).isEqualTo(Samples.fact(3, new TaskStarted(1, 2, new ExecutorId("e"))));
  }

  @Test
  void completionSaysWhereALargeResultIs() {
    var completed = new TaskCompleted(2, null, null, new StoredResult("x.result-1", 300_000, "0f"));

    String data = TaskCodec.dataOf(completed);

    assertThat(data)
        .isEqualTo(
            "{\"attempt\":2,\"stored\":"
                + "{\"blob\":\"x.result-1\",\"bytes\":300000,\"sha256\":\"0f\"}}");
    assertThat(TaskCodec.readFact(record("dev.millrace.task.completed.v1", data)))
        .isEqualTo(Samples.fact(3, completed));
  }

  @Test
  void resumptionBeforeItsTimeSaysWhen() {
    var resumed = new TaskResumed(new Actor(new UserId("bob"), null), Samples.NOON);

    String data = TaskCodec.dataOf(resumed);

    assertThat(data)
        .isEqualTo("{\"actor\":{\"user\":\"bob\"},\"runAt\":\"2026-03-01T12:00:00.123456Z\"}");
    assertThat(TaskCodec.readFact(record("dev.millrace.task.resumed.v1", data)))
        .isEqualTo(Samples.fact(3, resumed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"attempt":1,"epoch":1}                     | value at /
          {"attempt":"one","epoch":1,"executor":"e"}  | value at /attempt
          {"attempt":1,"epoch":1,"executor":""}       | value at /executor
          {"attempt":1,"epoch":1,"executor":"e"       | value, line 1 column
          {"attempt":1,"epoch":1,"executor":"e"} {}   | value
          []                                          | value at /
          null                                        | value
          %!                                          | value, line 1 column 1
          """)
  void unreadableDataSaysWhere(String data, String where) {
    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> TaskCodec.readFact(record(STARTED, data)))
        .satisfies(e -> assertThat(e.where()).startsWith(where))
        .satisfies(e -> assertThat(e).hasMessageStartingWith(e.where() + " "));
  }

  @Test
  void missingHeaderIsNamed() {
    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> CloudEvent.read(name -> "ce_type".equals(name) ? null : "x", "{}"))
        .withMessage("header ce_type is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "other:5", "01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01:five"})
  void idThatIsNoTaskAndSequenceIsMalformed(String id) {
    CloudEvent good = record(STARTED, STARTED_DATA);
    CloudEvent bad =
        new CloudEvent(
            id, good.type(), good.source(), good.subject(), good.time(), null, good.data());

    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> TaskCodec.readFact(bad))
        .satisfies(e -> assertThat(e.where()).isEqualTo("header ce_id"));
  }

  @Test
  void dataIsOneLineWithoutTabsWhateverTheCallerSent() {
    Json awkward =
        Json.parse("{ \"a\" :\t\"tab\\tnewline\\nnul\\u0000 quote\\\" 汉字 \\ud83d\\ude00\"\n}");

    assertThat(awkward.text()).doesNotContain("\n", "\t", " :");
    assertThat(Json.parse(awkward.text())).isEqualTo(awkward);
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(Json.parse("{\"a\":1.50,\"b\":12345678901234567890123}").text())
        .isEqualTo("{\"a\":1.50,\"b\":12345678901234567890123}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{} {}", "{'a':1}", "[1,]"})
  void textThatIsNotOneJsonValueIsRefused(String text) {
    assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.parse(text));
  }

  @Test
  void commandsGoThereAndBack() {
    Actor actor = new Actor(new UserId("bob"), null);
    for (TaskCommand command :
        new TaskCommand[] {
          new TaskCommand.CancelTask(actor, null),
          new TaskCommand.CancelTask(actor, ACCEPTED),
          new TaskCommand.PauseTask(actor, null),
          new TaskCommand.PauseTask(actor, ACCEPTED),
          new TaskCommand.ResumeTask(actor),
          new TaskCommand.RetryTask(actor),
          new TaskCommand.CancelTask(actor, ACCEPTED, Samples.TASK),
          new TaskCommand.RetryTask(actor, Samples.TASK),
          new TaskCommand.CancelTask(actor, ACCEPTED, Samples.TASK, SHOP),
          new TaskCommand.RetryTask(actor, Samples.TASK, ExecutorGroup.DEFAULT),
          new TaskCommand.CountAnswers(
              actor, 3, 1, List.of(new TaskCommand.Refusal(Samples.TASK, "it is failed"))),
          new TaskCommand.ExpectAnswers(actor, 12)
        }) {
      var addressed = new AddressedCommand(Samples.TASK, "c1", Samples.NOON, command);

      assertThat(TaskCodec.readCommand(TaskCodec.write(addressed, "/test", null)))
          .isEqualTo(addressed);
    }
  }

  @Test
  void commandOfAnOlderWriterHasNoAcceptance() {
    var command =
        TaskCodec.readCommand(
            new CloudEvent(
                Samples.TASK + ":c1",
                "dev.millrace.task.cancel.v1",
                "/test",
                Samples.TASK.toString(),
                Samples.NOON,
                null,
                "{\"actor\":{\"user\":\"bob\"}}"));

    assertThat(command)
        .isEqualTo(
            new AddressedCommand(
                Samples.TASK,
                "c1",
                Samples.NOON,
                new TaskCommand.CancelTask(new Actor(new UserId("bob"), null), null)));
  }

  @Test
  void catalogueEntryGoesThereAndBack() {
    var entry =
        new TaskTypeEntry(
            new TaskType("recalc"),
            "Recalculates.",
            Json.parse("{\"type\":\"object\"}"),
            Json.parse("{\"type\":\"integer\"}"),
            TaskPolicy.STANDARD
                .coalescing()
                .withMaxTakeovers(5)
                .failingOnTimeout()
                .withFleetLimit(3),
            false,
            "set millrace.llm.providers",
            AcceptedFiles.of("image/*", "text/plain").except("image/svg+xml").upTo(1000),
            new ExecutorGroup("shop"));

    assertThat(TaskCodec.readEntry(TaskCodec.write(entry))).isEqualTo(entry);
  }

  @Test
  void catalogueEntryOfAnOlderExecutorIsReadWithTheUsualPolicy() {
    String older =
        """
        {"type":"recalc","description":"Recalculates.","parametersSchema":{},"available":true,
         "policy":{"maxRetries":3,"firstBackoff":"PT2S","maxBackoff":"PT10M","retention":"P7D",
          "coalesce":false}}
        """;

    assertThat(TaskCodec.readEntry(older).policy()).isEqualTo(TaskPolicy.STANDARD);
    assertThat(TaskCodec.readEntry(older).resultSchema()).isNull();
    assertThat(TaskCodec.readEntry(older).files()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mediaTypes\":[],\"except\":[]}",
        "{\"mediaTypes\":[\"*/*\"],\"except\":[]}",
        "{\"mediaTypes\":[\"image\"],\"except\":[]}",
        "{\"mediaTypes\":[\"Image/PNG\"],\"except\":[]}",
        "{\"mediaTypes\":[\"text/plain; charset=utf-8\"],\"except\":[]}",
        "{\"mediaTypes\":[\"text/plain\"],\"except\":[\"\"]}",
        "{\"mediaTypes\":[\"text/plain\"],\"except\":[null]}",
        "{\"mediaTypes\":[\"text/plain\"]}",
        "{\"mediaTypes\":[\"text/plain\"],\"except\":[],\"maxBytes\":0}",
        "{\"mediaTypes\":7}"
      })
  void catalogueEntryWithFilesThatCannotBeIsMalformed(String files) {
    var good =
        new TaskTypeEntry(
            new TaskType("read"),
            "Reads.",
            Json.parse("{}"),
            null,
            TaskPolicy.STANDARD,
            true,
            null,
            AcceptedFiles.UNANNOUNCED,
            null);
    String line = TaskCodec.write(good);
    String bad = line.replaceFirst("\"files\":\\{[^}]*}", "\"files\":" + files);

    assertThat(bad).isNotEqualTo(line);
    assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> TaskCodec.readEntry(bad));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void damagedDataIsReadOrMalformedAndNothingElse(long seed) {
    Random random = new Random(seed);
    for (TaskEvent event : Samples.all()) {
      byte[] data = TaskCodec.dataOf(event).getBytes(StandardCharsets.UTF_8);
      for (int round = 0; round < 200; round++) {
        byte[] damaged = data.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        String text = new String(damaged, StandardCharsets.UTF_8);
        try {
          TaskCodec.readFact(record(TaskCodec.typeOf(event), text));
        } catch (MalformedRecord expected) {
          assertThat(expected.where()).as("seed %d, %s", seed, text).isNotEmpty();
        }
      }
    }
  }

  private static CloudEvent record(String type, String data) {
    return new CloudEvent(
        Samples.TASK + ":3", type, "/test", Samples.TASK.toString(), Samples.NOON, null, data);
  }
}
