package dev.millrace.jobs.llm;

import static java.util.Objects.requireNonNull;

/// One message of a conversation with a model.
public record Turn(Role role, String text) {

  /// Who speaks.
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  public Turn {
    requireNonNull(role, "role");
    requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return "Turn[%s, %d characters]".formatted(role, text.length());
  }
}
