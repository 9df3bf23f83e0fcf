package dev.millrace.api.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// What a submission is answered, in full.
///
/// @param location the address of the task, where there is one
/// @param body JSON
public record Response(int status, @Nullable String location, String body) {

  /// Answers with it.
  public void write(HttpServletResponse response) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    if (location != null) {
      response.setHeader(HttpHeaders.LOCATION, location);
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
