package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Topics;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(120)
class OutboxRelayIT {

  private RelayFixture fixture;

  @BeforeEach
  void setUp(Infra infra) {
    fixture = new RelayFixture(infra);
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void committedFrameIsPublishedAsCloudEvent() {
    fixture.relaying();
    var task = RelayFixture.newTask();
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    var frame =
        new OutboxFrame(
            fixture.facts,
            fixture.work,
            task,
            "test.v1",
            Instant.parse("2026-01-02T03:04:05.678Z"),
            trace,
            "{\"text\":\"ä\\n漢\"}");

    fixture.emit(List.of("7" + frame.tail()));

    try (Heard heard = fixture.listen().until(h -> !h.on(fixture.work).isEmpty())) {
      for (String topic : List.of(fixture.facts, fixture.work)) {
        var record = heard.on(topic).getFirst();
        assertThat(record.key()).isEqualTo(task.toString());
        assertThat(record.value()).isEqualTo(frame.data());
        assertThat(Heard.header(record, "ce_id")).isEqualTo(task + ":7");
        assertThat(Heard.header(record, "ce_source")).isEqualTo(fixture.settings.source());
        assertThat(Heard.header(record, "traceparent")).isEqualTo(trace);
      }
    }
  }

  @Test
  void lineThatIsNoFrameBecomesDeadLetterAndTheNextOneIsPublished(Infra infra) {
    infra.kafka().create(Topics.DEAD_LETTERS, 1);
    fixture.relaying();
    var task = RelayFixture.newTask();

    fixture.emit(List.of("no\tframe"));
    fixture.emit(fixture.lines(task, 0, 1));

    try (var heard = fixture.listen().until(h -> h.on(fixture.facts).size() == 1);
        var dead =
            new Heard(infra.bootstrapServers(), List.of(Topics.DEAD_LETTERS))
                .until(h -> !h.on(Topics.DEAD_LETTERS).isEmpty())) {
      assertThat(heard.ids(fixture.facts, task)).containsExactly("0");
      var letter = dead.on(Topics.DEAD_LETTERS).getFirst();
      assertThat(letter.value()).isEqualTo("no\tframe");
      assertThat(Heard.header(letter, "millrace_error")).contains("8 fields");
      assertThat(Heard.header(letter, "millrace_original_offset")).startsWith("wal ");
    }
  }

  @Test
  void slotOfAnIdleDatabaseAdvances() {
    fixture.relaying();
    long before = confirmed();

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> confirmed() > before);
  }

  private long confirmed() {
    return fixture
        .jdbc
        .sql(
            """
            select (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint from pg_replication_slots
             where slot_name = :slot
            """)
        .param("slot", fixture.settings.slot())
        .query(Long.class)
        .single();
  }
}
