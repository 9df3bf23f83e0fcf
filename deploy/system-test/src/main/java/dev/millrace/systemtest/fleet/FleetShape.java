package dev.millrace.systemtest.fleet;

/// How many processes of each kind a fleet has; there is always one PostgreSQL.
///
/// @param brokers 1, or 3 for a cluster that survives the loss of one
public record FleetShape(int brokers, int apis, int executors, int projections) {

  /// The usual one: two of what answers, three of what works, three brokers.
  public static final FleetShape USUAL = new FleetShape(3, 2, 3, 2);

  int of(Role role) {
    return switch (role) {
      case DATABASE -> 1;
      case BROKER -> brokers;
      case API -> apis;
      case EXECUTOR -> executors;
      case PROJECTION -> projections;
    };
  }
}
