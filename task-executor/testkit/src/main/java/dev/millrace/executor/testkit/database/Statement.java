package dev.millrace.executor.testkit.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A write that was committed where there is no database.
///
/// @param sql on one line
/// @param parameters in the order in which they were given, names of named ones included
public record Statement(String sql, List<Object> parameters) {

  public Statement {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters)); // nulls are parameters
  }
}
