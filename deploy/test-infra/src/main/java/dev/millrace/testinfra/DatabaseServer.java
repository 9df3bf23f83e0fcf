package dev.millrace.testinfra;

import dev.millrace.testinfra.fault.FaultProxy;

/// How the superuser reaches a PostgreSQL server.
record DatabaseServer(int port, String username, String password) {

  DatabaseServer behind(FaultProxy proxy) {
    return new DatabaseServer(proxy.port(), username, password);
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String toString() {
    return "PostgreSQL on port " + port;
  }
}
