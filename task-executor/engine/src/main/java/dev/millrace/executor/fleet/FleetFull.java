package dev.millrace.executor.fleet;

/// The fleet runs as many tasks of a type as it may. Trying again later is right.
public final class FleetFull extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FleetFull(String type, int limit) {
    super("%d tasks of type %s run in the fleet already".formatted(limit, type));
  }
}
