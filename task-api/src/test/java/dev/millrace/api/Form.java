package dev.millrace.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A multipart form as a browser or curl writes it, with lines of its own between the parts.
final class Form {

  private final String boundary = "----" + UUID.randomUUID();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Form field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Form file(String fileName, byte[] content) {
    return part("form-data; name=\"file\"; filename=\"" + fileName + "\"", content);
  }

  String mediaType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  byte[] bytes() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(body.toByteArray());
    all.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  private Form part(String disposition, byte[] content) {
    String head = "--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\n\r\n";
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return this;
  }
}
