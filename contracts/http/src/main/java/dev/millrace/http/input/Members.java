package dev.millrace.http.input;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An object of a body whose members are all known. What is wrong with one is refused with its
/// place. A member that is null counts as left out.
public final class Members {

  private final JsonNode object;
  private final String pointer;

  private Members(JsonNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  /// Takes an object.
  ///
  /// @param pointer where it stands in the body, `""` for the body itself
  /// @param known the members that it may have
  /// @throws ProblemException when it is no object, or has other ones
  public static Members of(JsonNode value, String pointer, List<String> known) {
    if (!value.isObject()) {
      throw refused(pointer, "an object with members out of " + known + " is expected");
    }
    List<String> unknown = new ArrayList<>(value.propertyNames());
    unknown.removeAll(known);
    var members = new Members(value, pointer);
    if (!unknown.isEmpty()) {
      throw members.wrong(unknown.getFirst(), "known members are " + known);
    }
    return members;
  }

  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /// Whether there is any member.
  public boolean isEmpty() {
    return object.propertyNames().stream().noneMatch(this::has);
  }

  /// The member as it is; null where it is left out.
  public @Nullable JsonNode get(String name) {
    return has(name) ? object.get(name) : null;
  }

  /// A member that is an object with members of its own.
  public Members object(String name, List<String> known) {
    JsonNode value = get(name);
    if (value == null) {
      throw wrong(name, "an object with members out of " + known + " is expected");
    }
    return of(value, pointer(name), known);
  }

  /// A string.
  ///
  /// @param read makes a value of it; an IllegalArgumentException says what would be right
  public <T> @Nullable T text(String name, Function<String, T> read) {
    JsonNode value = get(name);
    return value == null ? null : text(name, value, read);
  }

  /// Strings: an array of them, or one alone.
  public <T> List<T> texts(String name, int most, Function<String, T> read) {
    JsonNode value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(text(name, value, read));
    }
    if (value.isEmpty() || value.size() > most) {
      throw wrong(name, "1 to " + most + " values are expected");
    }
    List<T> all = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      all.add(text(name + "/" + i, value.get(i), read));
    }
    return all;
  }

  /// A whole number within bounds.
  public @Nullable Integer integer(String name, int least, int most) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw wrong(name, "a whole number from " + least + " to " + most + " is expected");
    }
    return value.intValue();
  }

  /// What is to be thrown when a member means something impossible.
  public ProblemException wrong(String name, String what) {
    return refused(pointer(name), what);
  }

  /// What is to be thrown when the object as a whole does.
  public ProblemException wrong(String what) {
    return refused(pointer, what);
  }

  private <T> T text(String name, JsonNode value, Function<String, T> read) {
    if (!value.isString()) {
      throw refused(pointer + "/" + name, "a string is expected");
    }
    try {
      return read.apply(value.stringValue());
    } catch (IllegalArgumentException e) {
      throw refused(pointer + "/" + name, String.valueOf(e.getMessage()));
    }
  }

  private String pointer(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static ProblemException refused(String pointer, String what) {
    return Problem.of(ProblemType.MALFORMED_JSON, "The body is wrong at '" + pointer + "': " + what)
        .withErrors(List.of(new Problem.FieldError(pointer, what)))
        .asException();
  }
}
