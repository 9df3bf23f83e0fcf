package dev.millrace.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/// Turns whatever ends a request early into a problem document. Stack traces stay in the log.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

  @ExceptionHandler
  ResponseEntity<byte[]> refused(ProblemException e, HttpServletRequest request) {
    return answer(e.problem(), request);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> method(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    var allowed = e.getSupportedHttpMethods();
    String names =
        allowed == null
            ? "nothing"
            : allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    return answer(
        Problem.of(
            ProblemType.METHOD_NOT_ALLOWED,
            e.getMethod() + " is not possible here; what is: " + names),
        e.getHeaders(),
        request);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> acceptable(
      HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
    return answer(
        Problem.of(
            ProblemType.NOT_ACCEPTABLE,
            "This resource is offered as " + e.getSupportedMediaTypes()),
        e.getHeaders(),
        request);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> mediaType(
      HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
    String sent = e.getContentType() == null ? "no media type" : e.getContentType().toString();
    return answer(
        Problem.of(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            e.getSupportedMediaTypes().isEmpty()
                ? Objects.requireNonNullElse(e.getBody().getDetail(), "This body is not read here")
                : "The body came with "
                    + sent
                    + "; this resource reads "
                    + e.getSupportedMediaTypes()),
        e.getHeaders(),
        request);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> value(TypeMismatchException e, HttpServletRequest request) {
    return answer(
        Problem.of(
            ProblemType.BAD_REQUEST,
            e.getPropertyName() + " is a whole number; got '" + e.getValue() + "'"),
        request);
  }

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class
  })
  ResponseEntity<byte[]> databaseAway(Exception e, HttpServletRequest request) {
    LOG.warn("The database cannot be reached: {}", e.getMessage());
    return answer(
        Problem.of(ProblemType.UNAVAILABLE, "The database cannot be reached")
            .retryAfter(Duration.ofSeconds(2)),
        request);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> query(InvalidParameterException e, HttpServletRequest request) {
    return answer(Problem.of(ProblemType.BAD_REQUEST, "The query cannot be read"), request);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> firewall(RequestRejectedException e, HttpServletRequest request) {
    return answer(
        Problem.of(ProblemType.BAD_REQUEST, "A header holds what no header may hold"), request);
  }

  @ExceptionHandler(AsyncRequestNotUsableException.class)
  void clientIsGone() {
    // Nobody is left to answer; what was accepted stays accepted.
  }

  @ExceptionHandler
  ResponseEntity<byte[]> other(
      Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (response.isCommitted()) {
      // An answer that has begun cannot become a problem: the container cuts it off.
      throw e;
    }
    if (e instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
      ProblemType type =
          known.getStatusCode().value() == 404 ? ProblemType.NOT_FOUND : ProblemType.BAD_REQUEST;
      String detail = known.getBody().getDetail();
      return answer(Problem.of(type, detail == null ? type.title() : detail), request);
    }
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    return answer(
        Problem.of(ProblemType.INTERNAL, "The log of the service has the cause"), request);
  }

  private static ResponseEntity<byte[]> answer(Problem problem, HttpServletRequest request) {
    return answer(problem, HttpHeaders.EMPTY, request);
  }

  private static ResponseEntity<byte[]> answer(
      Problem problem, HttpHeaders headers, HttpServletRequest request) {
    var answer =
        ResponseEntity.status(problem.type().status())
            .headers(headers)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    var retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    return answer.body(problem.bytes(request.getRequestURI()));
  }
}
