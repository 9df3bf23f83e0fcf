package dev.millrace.contractcheck;

import dev.millrace.contractcheck.RawHttp.Answer;
import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.contractcheck.document.Operation;
import dev.millrace.contractcheck.document.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judges answers by what the document says of the operation, and by what holds for every answer.
final class AnswerJudge {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Pattern INNARDS =
      Pattern.compile("Exception\\b|\\.java:\\d+|\\tat |org\\.springframework|Apache Tomcat");

  private static final Map<String, String> SAFETY =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer");

  /// Headers that clients rely on, so that they are described wherever they are sent.
  private static final List<String> PROMISES =
      List.of(
          "Location",
          "ETag",
          "Retry-After",
          "RateLimit",
          "RateLimit-Policy",
          "Idempotent-Replayed",
          "Preference-Applied",
          "WWW-Authenticate");

  private final Schemas schemas;

  AnswerJudge(OpenApiDocument document) {
    schemas = new Schemas(document.root(), List.of("Problem"));
  }

  /// What is wrong with an answer; empty when nothing is.
  List<String> complaints(Operation operation, Answer answer) {
    JsonNode response = operation.response(answer.status());
    List<String> complaints = new ArrayList<>(ofAnyAnswer(operation.method(), answer));
    if (isBound(answer) && !response.isMissingNode()) {
      complaints.remove(failure(answer));
    }
    if (response.isMissingNode()) {
      complaints.add("status " + answer.status() + " is not described");
      return complaints;
    }
    for (String promise : PROMISES) {
      // Problems may carry those of the answer that they are given instead of.
      if (answer.header(promise).isPresent()
          && answer.status() < 400
          && !response.path("headers").has(promise)) {
        complaints.add("header " + promise + " is not described");
      }
    }
    String type = answer.header("Content-Type").orElse("").split(";", 2)[0].strip();
    JsonNode media = response.path("content").path(type);
    if (answer.body().isEmpty()) {
      if (answer.status() >= 400) {
        complaints.add("the problem has no body");
      }
    } else if (media.isMissingNode()) {
      complaints.add("media type '" + type + "' is not described");
    } else if (type.endsWith("json")) {
      complaints.addAll(body(media, answer));
    }
    return complaints;
  }

  /// What is wrong with an answer whatever it is the answer to.
  static List<String> ofAnyAnswer(String method, Answer answer) {
    List<String> complaints = new ArrayList<>();
    if (answer.status() >= 500) {
      complaints.add(failure(answer));
    }
    if (INNARDS.matcher(answer.body()).find()) {
      complaints.add("it tells of the program's inside");
    }
    SAFETY.forEach((name, value) -> {
      if (!answer.header(name).orElse("").equals(value)) {
        complaints.add("header " + name + " is not " + value);
      }
    });
    if (answer.header("Content-Security-Policy").isEmpty()) {
      complaints.add("there is no Content-Security-Policy");
    }
    if (answer.header("Set-Cookie").isPresent() || answer.header("Server").isPresent()) {
      complaints.add("it sets a cookie or tells of its server");
    }
    if (answer.status() >= 400 && !method.equals("HEAD")) {
      complaints.addAll(problem(answer));
    }
    return complaints;
  }

  /// A server that is full says for how long; any other failure is one of the program.
  private static boolean isBound(Answer answer) {
    return answer.status() == 503 && answer.header("Retry-After").isPresent();
  }

  private static String failure(Answer answer) {
    return "it fails with " + answer.status();
  }

  private static List<String> problem(Answer answer) {
    if (!answer.header("Content-Type").orElse("").startsWith("application/problem+json")) {
      return List.of("it is no problem document");
    }
    try {
      JsonNode problem = JSON.readTree(answer.body());
      return problem.path("status").asInt(0) == answer.status()
              && problem.path("type").asString("").startsWith("https://millrace.dev/problems/")
              && !problem.path("title").asString("").isBlank()
              && !problem.path("detail").asString("").isBlank()
          ? List.of()
          : List.of("the problem lacks type, title, status or detail");
    } catch (JacksonException e) {
      return List.of("the problem is no JSON");
    }
  }

  /// Each kind that an operation refuses with has its example.
  private static boolean isDescribed(JsonNode kind, JsonNode examples) {
    return examples.valueStream().anyMatch(example -> example.at("/value/type").equals(kind));
  }

  private List<String> body(JsonNode media, Answer answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      List<String> complaints = new ArrayList<>(schemas.complaints(media.path("schema"), body));
      if (answer.status() >= 400 && !isDescribed(body.path("type"), media.path("examples"))) {
        complaints.add("a problem of type " + body.path("type") + " is not described");
      }
      return complaints;
    } catch (JacksonException e) {
      return List.of("the body is no JSON: " + e.getOriginalMessage());
    }
  }
}
