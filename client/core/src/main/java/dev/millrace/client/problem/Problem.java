package dev.millrace.client.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A refusal as the service words it (RFC 9457).
///
/// @param type a stable URI; `about:blank` where the answer was no problem document
/// @param status the HTTP status
/// @param title the same for every problem of the type
/// @param detail what is wrong here, and what would be right
/// @param errors the places of the request that are wrong
/// @param retryAfter when the call may be repeated; null where that was not said
/// @param document the whole document, with the members of its type; an empty object where there
///   was none
public record Problem(
    String type,
    int status,
    String title,
    String detail,
    List<FieldError> errors,
    @Nullable Duration retryAfter,
    JsonNode document) {

  /// What the types of the service's problems begin with.
  public static final String BASE = "https://millrace.dev/problems/";

  public Problem {
    errors = List.copyOf(errors);
  }

  /// Whether it is of the type with this word, such as `key-reused`.
  public boolean is(String word) {
    return type.equals(BASE + word);
  }

  /// A place of the request that is wrong.
  ///
  /// @param pointer a JSON pointer into the body; `""` for the whole
  public record FieldError(String pointer, String message) {}
}
