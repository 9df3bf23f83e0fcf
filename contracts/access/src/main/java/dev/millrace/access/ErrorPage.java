package dev.millrace.access;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The answer to what never reached a controller, such as a path that the firewall refused.
@RestController
final class ErrorPage implements ErrorController {

  @RequestMapping("${spring.web.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    write(status, path instanceof String text ? text : request.getRequestURI(), response);
  }

  /// Answers with what a status means.
  ///
  /// @param path of the request, as it was sent; what could not be read as one is not repeated
  static void write(int status, @Nullable String path, HttpServletResponse response)
      throws IOException {
    ProblemType type = meaning(status);
    byte[] body =
        Problem.of(type, type.title()).bytes(path == null || !path.startsWith("/") ? "/" : path);
    SafeHeaders.addTo(response);
    response.setStatus(type.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// What a status means where nobody said more.
  private static ProblemType meaning(int status) {
    return switch (status) {
      case 401 -> ProblemType.UNAUTHENTICATED;
      case 403 -> ProblemType.MISSING_SCOPE;
      case 404 -> ProblemType.NOT_FOUND;
      case 405 -> ProblemType.METHOD_NOT_ALLOWED;
      case 406 -> ProblemType.NOT_ACCEPTABLE;
      case 413 -> ProblemType.TOO_LARGE;
      case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ProblemType.UNAVAILABLE;
      // 501 is Tomcat's word for a transfer coding that nobody knows.
      default -> status < 500 || status == 501 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL;
    };
  }
}
