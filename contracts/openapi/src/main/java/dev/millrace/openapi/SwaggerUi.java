package dev.millrace.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The files of Swagger UI, whatever version of its WebJar is there.
final class SwaggerUi {

  private static final String FOLDER = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

  private SwaggerUi() {}

  /// @throws IllegalStateException when the WebJar does not have the file
  static Resource file(String name) {
    try {
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(FOLDER + name);
      if (found.length == 0) {
        throw new IllegalStateException("The WebJar of Swagger UI has no " + name);
      }
      return found[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
