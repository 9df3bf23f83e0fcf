package dev.millrace.systemtest.hostile.wire;

import java.util.ArrayList;
import java.util.List;

/// What to send.
///
/// @param service 0 for task-api, 1 for the executor, 2 for the projection
/// @param headers whole lines
public record Request(int service, String method, String target, List<String> headers, Body body) {

  private static final String BOUNDARY = "millrace-hostile";

  public static Request get(String target) {
    return new Request(0, "GET", target, List.of(), Body.NONE);
  }

  public static Request post(String target, Body body) {
    return new Request(0, "POST", target, List.of("Content-Type: application/json"), body);
  }

  public static Request post(String target, String json) {
    return post(target, Body.of(json));
  }

  /// Lines of JSON in a bulk submission.
  public static Request lines(Body body) {
    return new Request(
        0, "POST", "/api/tasks", List.of("Content-Type: application/x-ndjson"), body);
  }

  /// An upload of a file.
  public static Request upload(String type, String fileName, byte[] file, String... fields) {
    return new Request(
        0,
        "POST",
        "/api/tasks/" + type + "/file",
        List.of("Content-Type: multipart/form-data; boundary=" + BOUNDARY),
        Body.form(BOUNDARY, fileName, file, fields));
  }

  public Request with(String header) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    return new Request(service, method, target, more, body);
  }

  public Request as(String otherMethod) {
    return new Request(service, otherMethod, target, headers, body);
  }

  public Request to(int otherService) {
    return new Request(otherService, method, target, headers, body);
  }
}
