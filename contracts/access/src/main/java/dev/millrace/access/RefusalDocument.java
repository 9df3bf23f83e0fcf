package dev.millrace.access;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A refusal that no controller had a part in, as RFC 9457 has it. Its kinds are the ones that all
/// services share.
record RefusalDocument(int status, String type, String title, String detail) {

  private static final String TYPES = "https://millrace.dev/problems/";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// What a status means where nobody said more.
  static RefusalDocument of(int status) {
    return switch (status) {
      case 401 -> said(401, "unauthenticated", "A valid token is needed");
      case 403 -> said(403, "missing-scope", "The token is not good for this");
      case 404 -> said(404, "not-found", "Nothing is here");
      case 405 -> said(405, "method-not-allowed", "Not a method of this resource");
      case 406 -> said(406, "not-acceptable", "No representation that was asked for");
      case 413 -> said(413, "too-large", "The body is too large");
      case 415 -> said(415, "unsupported-media-type", "Not a media type of this resource");
      case 503 -> said(503, "unavailable", "A part of Millrace cannot be reached");
      default ->
          // 501 is Tomcat's word for a transfer coding that nobody knows.
          status < 500 || status == 501
              ? said(400, "bad-request", "The request cannot be read")
              : said(500, "internal", "Something went wrong here");
    };
  }

  private static RefusalDocument said(int status, String type, String title) {
    return new RefusalDocument(status, type, title, title);
  }

  /// @param instance the path of the request
  byte[] json(String instance) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", TYPES + type);
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("instance", instance);
    return JSON.writeValueAsBytes(problem);
  }
}
