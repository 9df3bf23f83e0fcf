package dev.millrace.http.problem;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Gives every refusal a stable type. Stack traces stay in the log.
@RestControllerAdvice
final class ProblemAnswers extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class
  })
  @Nullable ResponseEntity<Object> databaseAway(Exception e, WebRequest request) {
    LOG.warn("The database cannot be reached: {}", e.getMessage());
    return answer(e, HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached.", request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> query(InvalidParameterException e, WebRequest request) {
    return answer(e, HttpStatus.BAD_REQUEST, "The query cannot be read.", request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> firewall(RequestRejectedException e, WebRequest request) {
    return answer(e, HttpStatus.BAD_REQUEST, "A header holds what no header may hold.", request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> bug(RuntimeException e, WebRequest request) {
    LOG.error("A request ended in an exception.", e);
    return answer(
        e, HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; see the log.", request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(e.getPropertyName());
    return answer(
        e,
        HttpStatus.BAD_REQUEST,
        name + " is a whole number; got '" + e.getValue() + "'.",
        request);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem
        && (problem.getType() == null || problem.getType().toString().equals("about:blank"))) {
      ProblemException.typed(problem, slug(status));
    }
    // Said here, a problem is sent even to who accepts nothing that there is.
    var typed = new HttpHeaders(headers);
    typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return super.createResponseEntity(body, typed, status, request);
  }

  private @Nullable ResponseEntity<Object> answer(
      Exception e, HttpStatus status, String detail, WebRequest request) {
    return handleExceptionInternal(
        e, ProblemDetail.forStatusAndDetail(status, detail), new HttpHeaders(), status, request);
  }

  private static String slug(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 406 -> "not-acceptable";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      case 503 -> "unavailable";
      default -> status.is5xxServerError() ? "internal" : "bad-request";
    };
  }
}
