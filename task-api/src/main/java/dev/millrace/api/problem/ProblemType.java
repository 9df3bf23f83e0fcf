package dev.millrace.api.problem;

/// The kinds of refusal. The last part of the URI is a promise to clients; titles are for people.
public enum ProblemType {
  BAD_QUERY("bad-query", 400, "A query parameter is wrong"),
  MALFORMED_JSON("malformed-json", 400, "The body is not the JSON it should be"),
  BAD_REQUEST("bad-request", 400, "The request cannot be read"),
  BAD_IDEMPOTENCY_KEY("bad-idempotency-key", 400, "The Idempotency-Key is not one"),
  MISSING_SCOPE("missing-scope", 403, "The token is not good for this"),
  UNKNOWN_TYPE("unknown-type", 404, "No such task type"),
  UNKNOWN_TASK("unknown-task", 404, "No such task"),
  NO_RESULT("no-result", 404, "The task has no result"),
  NOT_FOUND("not-found", 404, "Nothing is here"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "Not a method of this resource"),
  NOT_ACCEPTABLE("not-acceptable", 406, "No representation that was asked for"),
  TOO_SLOW("too-slow", 408, "The body came too slowly"),
  STATE_FORBIDS("state-forbids", 409, "The task's state does not allow it"),
  KEY_IN_FLIGHT("key-in-flight", 409, "The same is being submitted just now"),
  PRECONDITION_FAILED("precondition-failed", 412, "The task is not as the request has it"),
  TOO_LARGE("too-large", 413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Not a media type of this resource"),
  UNSUPPORTED_FILE("unsupported-file", 415, "Not a kind of file that is read here"),
  UNUSABLE_FILE("unusable-file", 422, "The file cannot be used"),
  UNSTORABLE_TEXT("unstorable-text", 422, "A text that no store can keep"),
  INVALID_PARAMETERS("invalid-parameters", 422, "The parameters do not fit the task type"),
  KEY_REUSED("key-reused", 422, "The Idempotency-Key belongs to another request"),
  QUOTA_EXCEEDED("quota-exceeded", 429, "More than the user's quota"),
  INTERNAL("internal", 500, "Something went wrong here"),
  TYPE_UNAVAILABLE("type-unavailable", 503, "The task type takes no new tasks now"),
  CATALOGUE_NOT_READ("catalogue-not-read", 503, "The task types are not known yet"),
  OVERLOADED("overloaded", 503, "Too many requests wait"),
  UNAVAILABLE("unavailable", 503, "A part of Millrace cannot be reached");

  private static final String BASE = "https://millrace.dev/problems/";

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /// The stable URI.
  public String uri() {
    return BASE + slug;
  }

  /// The HTTP status it is sent with.
  public int status() {
    return status;
  }

  /// The same for every problem of the type.
  public String title() {
    return title;
  }
}
