package dev.millrace.testinfra;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// Both servers in containers, of the versions that are embedded otherwise.
record ContainerServers(KafkaContainer kafka, PostgreSQLContainer postgres) implements Servers {

  static ContainerServers start() {
    var kafka =
        new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"))
            .withEnv("KAFKA_GROUP_SHARE_DELIVERY_COUNT_LIMIT", "10")
            .withEnv("KAFKA_GROUP_SHARE_MIN_RECORD_LOCK_DURATION_MS", "1000")
            .withEnv("KAFKA_GROUP_SHARE_RECORD_LOCK_DURATION_MS", "5000")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    var postgres =
        new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
            .withUsername("postgres")
            .withCommand(
                "postgres",
                "-c",
                "wal_level=logical",
                "-c",
                "max_replication_slots=20",
                "-c",
                "max_wal_senders=20",
                "-c",
                "max_connections=200");
    kafka.start();
    try {
      postgres.start();
    } catch (RuntimeException e) {
      kafka.stop();
      throw e;
    }
    return new ContainerServers(kafka, postgres);
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public DatabaseServer database() {
    return new DatabaseServer(
        postgres.getMappedPort(5432), postgres.getUsername(), postgres.getPassword());
  }

  @Override
  public void close() {
    try (kafka;
        postgres) {
      // Closed in reverse.
    }
  }
}
