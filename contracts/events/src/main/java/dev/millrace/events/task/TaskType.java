package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of a kind of task, such as `recalc`.
///
/// It is a part of topic names and URLs, hence 1 to 40 of `a-z`, `0-9` and `-`, starting with a
/// letter.
public record TaskType(@JsonValue String value) {

  @JsonCreator
  public TaskType {
    Names.requireSlug("task type", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
