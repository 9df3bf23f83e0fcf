package dev.millrace.testinfra;

import dev.millrace.embedded.Ports;
import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.testinfra.fault.FaultProxy;

/// A pair of servers for one test, each behind a [FaultProxy].
///
/// Every address given out is the proxy's, so it stays the same while the server behind it stops
/// and starts again on the same data.
public final class DedicatedInfra implements Infra, AutoCloseable {

  private final ScratchFolder folder;
  private final int kafkaPort = Ports.free();
  private final int postgresPort = Ports.free();
  private final FaultProxy kafkaProxy = FaultProxy.to(kafkaPort);
  private final FaultProxy databaseProxy = FaultProxy.to(postgresPort);
  private EmbeddedKafka kafka;
  private EmbeddedDatabase postgres;
  private boolean kafkaRuns = true;
  private boolean databaseRuns = true;

  private DedicatedInfra(ScratchFolder folder) {
    this.folder = folder;
    this.postgres = EmbeddedDatabase.start(folder.postgres(postgresPort));
    try {
      this.kafka = newKafka();
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  public static DedicatedInfra start() {
    return new DedicatedInfra(ScratchFolder.create());
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + kafkaProxy.port();
  }

  @Override
  public TestTopics kafka() {
    return new TestTopics(bootstrapServers());
  }

  @Override
  public TestDatabase newDatabase(String prefix) {
    var server = new DatabaseServer(postgresPort, postgres.username(), postgres.password());
    return TestDatabase.create(server.behind(databaseProxy), prefix);
  }

  /// What lies between Kafka and its clients.
  public FaultProxy kafkaProxy() {
    return kafkaProxy;
  }

  /// What lies between PostgreSQL and its clients.
  public FaultProxy databaseProxy() {
    return databaseProxy;
  }

  /// Stops the broker in order; what it had acknowledged is there again after [#startKafka()].
  public void stopKafka() {
    if (kafkaRuns) {
      kafkaRuns = false;
      kafka.close();
    }
  }

  public void startKafka() {
    if (!kafkaRuns) {
      kafka = newKafka();
      kafkaRuns = true;
    }
  }

  /// Stops PostgreSQL; sessions that are open break off.
  public void stopDatabase() {
    if (databaseRuns) {
      databaseRuns = false;
      postgres.close();
    }
  }

  public void startDatabase() {
    if (!databaseRuns) {
      postgres = EmbeddedDatabase.start(folder.postgres(postgresPort));
      databaseRuns = true;
    }
  }

  @Override
  public void close() {
    try (folder;
        databaseProxy;
        kafkaProxy) {
      stopKafka();
      stopDatabase();
    }
  }

  private EmbeddedKafka newKafka() {
    return EmbeddedKafka.start(
        new EmbeddedKafkaSettings(folder.data().kafka(), kafkaPort, kafkaProxy.port()));
  }
}
