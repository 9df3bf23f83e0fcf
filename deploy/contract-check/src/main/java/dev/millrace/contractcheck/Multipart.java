package dev.millrace.contractcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;

/// A multipart body: `file` is a text file, everything else a field.
final class Multipart {

  static final String BOUNDARY = "------millrace";

  private Multipart() {}

  static byte[] of(JsonNode fields) {
    var body = new StringBuilder();
    fields.forEachEntry((name, value) -> {
      body.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
      body.append(name).append('"');
      if (name.equals("file")) {
        body.append("; filename=\"a.txt\"\r\nContent-Type: text/plain");
      }
      body.append("\r\n\r\n").append(value.isString() ? value.stringValue() : value.toString());
      body.append("\r\n");
    });
    return body.append("--").append(BOUNDARY).append("--\r\n").toString().getBytes(UTF_8);
  }
}
