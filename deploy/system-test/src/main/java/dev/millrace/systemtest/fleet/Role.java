package dev.millrace.systemtest.fleet;

import java.util.Locale;

/// What a process of the fleet is.
public enum Role {
  // The first of all unpacks PostgreSQL, which takes more than running it.
  DATABASE(192),
  BROKER(256),
  EXECUTOR(224),
  PROJECTION(160),
  API(192);

  private final int heapMegabytes;

  Role(int heapMegabytes) {
    this.heapMegabytes = heapMegabytes;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  /// In lower case, as it stands in names of members and on command lines.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
