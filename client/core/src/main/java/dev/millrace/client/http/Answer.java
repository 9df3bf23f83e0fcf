package dev.millrace.client.http;

import dev.millrace.client.problem.BadAnswerException;
import java.net.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back.
public record Answer(int status, HttpHeaders headers, String text) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The body as JSON.
  ///
  /// @throws BadAnswerException where it is none
  public JsonNode json() {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isMissingNode()) {
        return json;
      }
    } catch (JacksonException e) {
      throw new BadAnswerException("The answer is no JSON", e);
    }
    throw new BadAnswerException("The answer is empty");
  }
}
