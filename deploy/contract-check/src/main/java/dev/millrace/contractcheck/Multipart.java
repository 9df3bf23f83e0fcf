package dev.millrace.contractcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;

/// A multipart body: `file` is a text file, everything else a field.
final class Multipart {

  static final String BOUNDARY = "------millrace";

  private Multipart() {}

  static byte[] of(JsonNode fields) {
    return of(fields, "a.txt", "");
  }

  /// The same with a file of this name.
  ///
  /// @param field one more: name, an empty line and value as they are to stand there; empty is none
  static byte[] of(JsonNode fields, String fileName, String field) {
    var body = new StringBuilder();
    if (!field.isEmpty()) {
      body.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
      body.append(field).append("\r\n");
    }
    fields.forEachEntry((name, value) -> {
      body.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
      body.append(name).append('"');
      if (name.equals("file")) {
        body.append("; filename=\"").append(fileName).append("\"\r\nContent-Type: text/plain");
      }
      body.append("\r\n\r\n").append(value.isString() ? value.stringValue() : value.toString());
      body.append("\r\n");
    });
    return body.append("--").append(BOUNDARY).append("--\r\n").toString().getBytes(UTF_8);
  }
}
