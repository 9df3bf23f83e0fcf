package dev.millrace.http.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One refusal, in the terms of RFC 9457.
///
/// @param detail what is wrong with this request, and what would be right
/// @param members further members, such as `errors` or `known`
/// @param retryAfter when it is worth trying again
public record Problem(
    ProblemKind type, String detail, Map<String, Object> members, @Nullable Duration retryAfter) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static Problem of(ProblemKind type, String detail) {
    return new Problem(type, detail, Map.of(), null);
  }

  /// The same problem with one more member.
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, detail, more, retryAfter);
  }

  /// The same problem with the places that are wrong.
  public Problem withErrors(List<FieldError> errors) {
    return with("errors", errors);
  }

  /// The same problem in other words.
  public Problem saying(String other) {
    return new Problem(type, other, members, retryAfter);
  }

  /// The same problem with the advice to come back later.
  public Problem retryAfter(Duration time) {
    return new Problem(type, detail, members, time);
  }

  /// Thrown where a request is refused.
  public ProblemException asException() {
    return new ProblemException(this);
  }

  /// The JSON object, members in the order of the RFC.
  ///
  /// @param instance the path of the request, or null inside a list of results
  public Map<String, Object> toJson(@Nullable String instance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type.uri());
    json.put("title", type.title());
    json.put("status", type.status());
    json.put("detail", detail);
    if (instance != null) {
      json.put("instance", instance);
    }
    json.putAll(members);
    return json;
  }

  /// The document as it is sent.
  ///
  /// @param instance the path of the request, or null where nobody has read it
  public byte[] bytes(@Nullable String instance) {
    return JSON.writeValueAsBytes(toJson(instance));
  }

  /// A place in the request that is wrong.
  ///
  /// @param pointer a JSON pointer into the body, `""` for the whole
  public record FieldError(String pointer, String message) {}
}
