package dev.millrace.openapi;

import dev.millrace.http.PublicPath;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Hands out the document, and Swagger UI with it.
///
/// The page needs nothing from elsewhere and no script or style of its own inside, so the strict
/// content policy holds for it; the icons in Swagger's style sheet alone are `data:`.
@RestController
final class DescriptionController {

  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

  /// The one server of the document.
  private static final String ROOT = "\"url\":\"/\"";

  private static final Map<String, MediaType> FILES =
      Map.of(
          "index.html", MediaType.parseMediaType("text/html;charset=UTF-8"),
          "page.js", MediaType.parseMediaType("text/javascript;charset=UTF-8"),
          "page.css", MediaType.parseMediaType("text/css;charset=UTF-8"),
          "swagger-ui-bundle.js", MediaType.parseMediaType("text/javascript;charset=UTF-8"),
          "swagger-ui.css", MediaType.parseMediaType("text/css;charset=UTF-8"),
          "favicon-32x32.png", MediaType.IMAGE_PNG);

  private final Editions editions;

  DescriptionController(Editions editions) {
    this.editions = editions;
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> document(HttpServletRequest request) {
    Editions.Edition edition = editions.now();
    return ResponseEntity.ok()
        .eTag(edition.tag())
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.APPLICATION_JSON)
        .body(below(PublicPath.of(request), edition.text()));
  }

  /// The document as clients see it who reach the service below a path.
  private static byte[] below(String path, byte[] document) {
    return path.isEmpty()
        ? document
        : new String(document, StandardCharsets.UTF_8)
            .replace(ROOT, "\"url\":\"" + path + "\"")
            .getBytes(StandardCharsets.UTF_8);
  }

  @GetMapping("/docs")
  ResponseEntity<Void> page(HttpServletRequest request) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(URI.create(PublicPath.of(request) + "/docs/"))
        .build();
  }

  @GetMapping("/docs/")
  ResponseEntity<Resource> index() {
    return file("index.html");
  }

  @GetMapping("/docs/{name}")
  ResponseEntity<Resource> file(@PathVariable String name) {
    MediaType type = FILES.get(name);
    if (type == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "The page has no such file");
    }
    Resource ours = new ClassPathResource("openapi/page/" + name);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .header("Content-Security-Policy", POLICY)
        .contentType(type)
        .body(ours.exists() ? ours : SwaggerUi.file(name));
  }
}
