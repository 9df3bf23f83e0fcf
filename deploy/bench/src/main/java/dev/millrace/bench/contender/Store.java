package dev.millrace.bench.contender;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import java.util.List;

/// A database and those of its tables that have rows for each task.
public record Store(DatabaseAccess database, List<String> tables) {

  public Store {
    tables = List.copyOf(tables);
  }
}
