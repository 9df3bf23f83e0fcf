package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Who a task belongs to: the subject of the token it was submitted with, 1 to 200 characters.
public record UserId(@JsonValue String value) {

  @JsonCreator
  public UserId {
    Names.requireText("user id", value, 200);
  }

  @Override
  public String toString() {
    return value;
  }
}
