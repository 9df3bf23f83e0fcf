package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One run of one executor process; a restarted executor is another one. 1 to 100 characters.
public record ExecutorId(@JsonValue String value) {

  @JsonCreator
  public ExecutorId {
    Names.requireText("executor id", value, 100);
  }

  @Override
  public String toString() {
    return value;
  }
}
