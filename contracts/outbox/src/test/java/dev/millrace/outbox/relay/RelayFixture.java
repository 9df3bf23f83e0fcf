package dev.millrace.outbox.relay;

import dev.millrace.events.task.TaskId;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.outbox.relay.slot.LostSlotRepair;
import dev.millrace.outbox.relay.wal.RelayDatabase;
import dev.millrace.outbox.relay.wal.RelaySettings;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database that says things, two topics that hear them, and relays between.
public final class RelayFixture implements AutoCloseable {

  public final Infra infra;
  public final TestDatabase database;
  public final String facts;
  public final String work;
  public final RelaySettings settings;
  public final JdbcClient jdbc;
  public final Outbox outbox;
  public final TransactionTemplate transaction;
  public final List<OutboxRelay> relays = new ArrayList<>();

  public RelayFixture(Infra infra) {
    this(infra, infra.newDatabase("relay"), "");
  }

  /// @param otherHosts come before the database's own in the relay's URL
  public RelayFixture(Infra infra, TestDatabase database, String otherHosts) {
    this.infra = infra;
    this.database = database;
    this.facts = infra.kafka().createUnique("facts", 3);
    this.work = infra.kafka().createUnique("work", 3);
    this.settings = settings(database, otherHosts);
    var source = database.dataSource();
    this.jdbc = JdbcClient.create(source);
    this.outbox = new Outbox(jdbc);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  /// Slots are the whole server's, so each database gets a name of its own.
  private static RelaySettings settings(TestDatabase database, String otherHosts) {
    return RelaySettings.of(
            database.name(),
            RelayDatabase.of(
                database.jdbcUrl().replace("://", "://" + otherHosts),
                database.username(),
                database.password(),
                Map.of()))
        .withHeartbeat(Duration.ofMillis(500));
  }

  /// A relay that is publishing.
  public OutboxRelay relaying() {
    OutboxRelay relay = relay();
    relay.start();
    awaitRelaying(relay);
    return relay;
  }

  public static void awaitRelaying(OutboxRelay relay) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> relay.health() instanceof RelayHealth.Relaying);
  }

  public OutboxRelay relay() {
    return relay(_ -> Optional.empty(), _ -> {});
  }

  public OutboxRelay relay(LostSlotRepair repair, IntConsumer afterPublishing) {
    OutboxRelay relay = new OutboxRelay(settings, kafka(), repair, afterPublishing);
    relays.add(relay);
    return relay;
  }

  public Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", infra.bootstrapServers());
  }

  public Heard listen() {
    return new Heard(infra.bootstrapServers(), List.of(facts, work));
  }

  /// Lines of a task's facts from one sequence up to before another, for the topic of facts alone.
  public List<String> lines(TaskId task, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i + frame(task).tail()).toList();
  }

  public OutboxFrame frame(TaskId task) {
    return new OutboxFrame(facts, null, task, "test.v1", Instant.EPOCH, null, "{}");
  }

  public void emit(List<String> lines) {
    transaction.executeWithoutResult(_ -> outbox.emit(lines));
  }

  /// Ends the slot as an operator would, together with whoever reads it.
  public void dropSlot() {
    jdbc.sql(
            """
            do $$ begin
              perform pg_terminate_backend(active_pid, 5000) from pg_replication_slots
                where slot_name = '%1$s' and active_pid is not null;
              perform pg_drop_replication_slot(slot_name) from pg_replication_slots
                where slot_name = '%1$s';
            end $$
            """
                .formatted(settings.slot()))
        .update();
  }

  /// How large a record the broker takes on the topic of facts; what is larger it refuses.
  public void largestFact(String bytes) throws ExecutionException, InterruptedException {
    try (var admin = infra.kafka().admin()) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, facts);
      var change =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  /// Makes the slot as a stranger would.
  public void createSlot() {
    jdbc.sql("select pg_create_logical_replication_slot(?, 'pgoutput')::text")
        .param(settings.slot())
        .query(String.class)
        .single();
  }

  public static TaskId newTask() {
    return new TaskId(UUID.randomUUID());
  }

  @Override
  public void close() {
    relays.forEach(OutboxRelay::stop);
    dropSlot();
  }
}
