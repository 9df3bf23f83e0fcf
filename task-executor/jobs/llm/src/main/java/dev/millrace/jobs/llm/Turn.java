package dev.millrace.jobs.llm;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

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
    return String.format(Locale.ROOT, "Turn[%s, %d characters]", role, text.length());
  }
}
