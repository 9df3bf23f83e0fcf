package dev.millrace.api.query.document;

import org.jspecify.annotations.Nullable;

/// How busy types are, as far as this process has heard. For people to look at; nothing is decided
/// by it.
@FunctionalInterface
public interface TypeLoads {

  /// What runs of a type; null where no executor that runs it has been heard of.
  @Nullable Load of(String type);

  /// What runs of a type, and what could.
  ///
  /// @param limit how many may run at once
  record Load(int running, int limit) {

    boolean isFull() {
      return running >= limit;
    }
  }
}
