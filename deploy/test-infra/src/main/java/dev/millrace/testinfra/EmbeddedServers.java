package dev.millrace.testinfra;

import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import dev.millrace.embedded.postgres.EmbeddedDatabase;

/// Both servers embedded, on a scratch folder and free ports.
record EmbeddedServers(ScratchFolder folder, EmbeddedDatabase postgres, EmbeddedKafka kafka)
    implements Servers {

  static EmbeddedServers start() {
    var folder = ScratchFolder.create();
    var postgres = EmbeddedDatabase.start(folder.postgres(0));
    try {
      var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.data().kafka(), 0));
      return new EmbeddedServers(folder, postgres, kafka);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public DatabaseServer database() {
    return new DatabaseServer(postgres.port(), postgres.username(), postgres.password());
  }

  @Override
  public void close() {
    try (folder;
        postgres;
        kafka) {
      // Closed in reverse: the folder goes last.
    }
  }
}
