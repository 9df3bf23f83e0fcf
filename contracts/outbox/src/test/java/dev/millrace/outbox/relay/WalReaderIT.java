package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.outbox.relay.slot.PostgresSlot;
import dev.millrace.outbox.relay.wal.WalConsumer;
import dev.millrace.outbox.relay.wal.WalReader;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A reader by itself, on a database whose server would end a silent reader after a second.
@MillraceInfra
@Timeout(120)
class WalReaderIT {

  private static final int LARGE = 8 << 20;

  private RelayFixture fixture;
  private WalReader reader;
  private final Collecting consumer = new Collecting();

  @BeforeEach
  void setUp(Infra infra) throws Exception {
    fixture = new RelayFixture(infra);
    var database = fixture.database.name();
    fixture.jdbc.sql("alter database " + database + " set wal_sender_timeout = '1s'").update();
    try (var connection = fixture.settings.database().connect("test")) {
      var slot = new PostgresSlot(fixture.settings);
      slot.prepare(connection);
      slot.create(connection);
    }
    reader = WalReader.start(fixture.settings, consumer);
  }

  @AfterEach
  void tearDown() {
    consumer.goOn.countDown();
    reader.close();
    fixture.close();
  }

  @Test
  void readerThatHasNothingToReadIsNotCutOff() throws Exception {
    consumer.goOn.countDown();
    int walSender = walSenderOlderThanItsTimeout();

    fixture.emit(List.of("late"));

    Awaitility.await().until(() -> consumer.lines.equals(List.of("late")));
    assertThat(walSender()).isEqualTo(walSender);
    reader.await(Duration.ofMillis(1));
  }

  @Test
  void serverWaitsForASlowConsumerAndDoesNotCutItOff() throws Exception {
    List<String> lines = List.of("a".repeat(LARGE), "b".repeat(LARGE), "c".repeat(LARGE));
    lines.forEach(line -> fixture.emit(List.of(line)));
    Awaitility.await().until(() -> waitsFor().equals("WalSenderWriteData"));
    int walSender = walSenderOlderThanItsTimeout();
    assertThat(consumer.lines).as("nothing is read ahead").hasSize(1);

    consumer.goOn.countDown();

    Awaitility.await().until(() -> consumer.lines.equals(lines));
    assertThat(walSender()).isEqualTo(walSender);
  }

  @Test
  void slotAdvancesOnlyToWhereTheConsumerSays() {
    consumer.goOn.countDown();
    fixture.emit(List.of("one"));
    Awaitility.await().until(() -> consumer.commits.size() == 1);
    long before = confirmed();

    fixture.emit(List.of("two"));
    Awaitility.await().until(() -> consumer.commits.size() == 2);
    assertThat(confirmed()).isEqualTo(before);

    consumer.confirms = true;
    fixture.emit(List.of("three"));
    Awaitility.await().until(() -> confirmed() > before);
    reader.close();
    consumer.lines.clear();
    reader = WalReader.start(fixture.settings, consumer);
    fixture.emit(List.of("four"));
    Awaitility.await().until(() -> !consumer.lines.isEmpty());
    assertThat(consumer.lines).as("what comes after a restart").containsExactly("four");
  }

  @Test
  void readThatWaitsEndsWhenTheReaderIsClosed() {
    consumer.goOn.countDown();
    Awaitility.await().until(reader::isReading);

    reader.close();

    assertThatThrownBy(() -> reader.await(Duration.ZERO)).isNotNull();
    Awaitility.await().until(() -> walSenders().isEmpty());
  }

  @Test
  void streamThatTheServerEndsEndsTheReader() {
    consumer.goOn.countDown();
    int walSender = walSender();

    fixture
        .jdbc
        .sql("select pg_terminate_backend(?)")
        .param(walSender)
        .query(Boolean.class)
        .single();

    assertThatThrownBy(() -> reader.await(Duration.ofSeconds(60)))
        .hasMessage("the server has ended the stream");
  }

  private int walSenderOlderThanItsTimeout() {
    int first = walSender();
    Awaitility.await()
        .until(() ->
            fixture
                .jdbc
                .sql(
                    """
                    select count(*) = 0 from pg_stat_activity
                     where pid = ? and clock_timestamp() - backend_start < interval '4 seconds'
                    """)
                .param(first)
                .query(Boolean.class)
                .single());
    return first;
  }

  private int walSender() {
    return Awaitility.await().until(this::walSenders, pids -> pids.size() == 1).getFirst();
  }

  private List<Integer> walSenders() {
    return fixture
        .jdbc
        .sql("select active_pid from pg_replication_slots where slot_name = ? and active")
        .param(fixture.settings.slot())
        .query((row, _) -> row.getInt(1))
        .list();
  }

  private String waitsFor() {
    return fixture
        .jdbc
        .sql("select coalesce(wait_event, '') from pg_stat_activity where pid = ?")
        .param(walSender())
        .query(String.class)
        .single();
  }

  private long confirmed() {
    return fixture
        .jdbc
        .sql(
            """
            select (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint from pg_replication_slots
             where slot_name = ?
            """)
        .param(fixture.settings.slot())
        .query(Long.class)
        .single();
  }

  /// Keeps what it is given, once it may go on.
  private static final class Collecting implements WalConsumer {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Boolean> commits = new CopyOnWriteArrayList<>();
    private volatile boolean confirms;

    @Override
    public void lines(String text, long position) throws Exception {
      lines.add(text);
      goOn.await();
    }

    @Override
    public boolean committed() {
      commits.add(confirms);
      return confirms;
    }
  }
}
