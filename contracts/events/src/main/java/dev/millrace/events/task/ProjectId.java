package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What a caller groups tasks by, 1 to 100 characters of its own choosing.
public record ProjectId(@JsonValue String value) {

  @JsonCreator
  public ProjectId {
    Names.requireText("project id", value, 100);
  }

  @Override
  public String toString() {
    return value;
  }
}
