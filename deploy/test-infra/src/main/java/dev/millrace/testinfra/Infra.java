package dev.millrace.testinfra;

/// One Kafka and one PostgreSQL for tests.
///
/// Tests share the servers, never topics or databases: every name that is given out is new.
public sealed interface Infra permits SharedInfra, DedicatedInfra {

  /// Where Kafka's clients connect.
  String bootstrapServers();

  /// Topics of the test's own.
  TestTopics kafka();

  /// A fresh, empty database.
  ///
  /// @param prefix what the database is for; letters, digits and underscores
  TestDatabase newDatabase(String prefix);

  /// The pair that all tests of this JVM share.
  static Infra shared() {
    return SharedInfra.get();
  }

  /// A pair of the caller's own, to stop and to cut off. Always embedded: a container comes back on
  /// another port.
  static DedicatedInfra dedicated() {
    return DedicatedInfra.start();
  }
}
