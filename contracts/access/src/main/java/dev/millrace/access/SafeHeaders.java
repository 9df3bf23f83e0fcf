package dev.millrace.access;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/// The headers that keep browsers safe, for answers that Spring Security had no part in.
final class SafeHeaders {

  /// Nothing from elsewhere, and nothing inside a page of somebody else's.
  static final String CONTENT_POLICY = "default-src 'self'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Content-Security-Policy", CONTENT_POLICY,
          "Cache-Control", "no-store");

  private SafeHeaders() {}

  /// Adds those that are not there.
  static void addTo(HttpServletResponse response) {
    HEADERS.forEach((name, value) -> {
      if (!response.containsHeader(name)) {
        response.setHeader(name, value);
      }
    });
  }
}
