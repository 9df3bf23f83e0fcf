package dev.millrace.testinfra;

/// A running Kafka and a running PostgreSQL, wherever they run.
interface Servers extends AutoCloseable {

  String bootstrapServers();

  /// The superuser's way into the database server.
  DatabaseServer database();

  @Override
  void close();
}
