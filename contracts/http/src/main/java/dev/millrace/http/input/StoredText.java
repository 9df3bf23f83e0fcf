package dev.millrace.http.input;

import dev.millrace.events.stored.StorableText;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The one refusal of text that no store can keep, for every door: U+0000, half of a surrogate
/// pair, and bytes that are no UTF-8, among them the long forms of U+0000.
///
/// Bytes that are no UTF-8 become half of a surrogate pair when they are decoded, which text from a
/// client has nowhere else. So what is wrong is found in the value, and is named by its pointer.
public final class StoredText {

  private static final String WHAT =
      "holds U+0000, half of a surrogate pair, or bytes that are no UTF-8";

  private StoredText() {}

  /// Takes a JSON value only when every text in it can be kept, the names of members included.
  ///
  /// @param at the pointer of the value in its body
  /// @throws ProblemException with the pointer of the first that cannot
  static JsonNode require(JsonNode value, String at) {
    String below = unstorable(value);
    if (below != null) {
      String pointer = at + below;
      throw refused(pointer, "The body is wrong at '" + pointer + "': the text ");
    }
    return value;
  }

  /// Takes the text of a form's field.
  ///
  /// @throws ProblemException with the field's pointer
  public static void requireField(String name, String value) {
    if (!StorableText.isStorable(name) || !StorableText.isStorable(value)) {
      String pointer = "/" + escaped(name);
      throw refused(pointer, "The form is wrong at '" + pointer + "': the field ");
    }
  }

  /// Takes the value of a query parameter.
  ///
  /// @throws ProblemException naming the parameter
  static void requireParameter(String name, String value) {
    if (!StorableText.isStorable(value)) {
      throw Problem.of(ProblemType.UNSTORABLE_TEXT, "Query parameter '" + name + "' " + WHAT)
          .with("parameter", name)
          .asException();
    }
  }

  private static ProblemException refused(String pointer, String where) {
    return Problem.of(ProblemType.UNSTORABLE_TEXT, where + WHAT)
        .withErrors(List.of(new Problem.FieldError(pointer, WHAT)))
        .asException();
  }

  private static @Nullable String unstorable(JsonNode value) {
    if (value.isString()) {
      return StorableText.isStorable(value.stringValue()) ? null : "";
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        String below = unstorable(value.get(i));
        if (below != null) {
          return "/" + i + below;
        }
      }
    }
    if (value.isObject()) {
      for (var member : value.properties()) {
        String below =
            StorableText.isStorable(member.getKey()) ? unstorable(member.getValue()) : "";
        if (below != null) {
          return "/" + escaped(member.getKey()) + below;
        }
      }
    }
    return null;
  }

  private static String escaped(String name) {
    return StorableText.cleaned(name).replace("~", "~0").replace("/", "~1");
  }
}
