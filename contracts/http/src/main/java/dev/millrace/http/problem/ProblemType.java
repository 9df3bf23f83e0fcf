package dev.millrace.http.problem;

/// The kinds of refusal that all services share.
public enum ProblemType implements ProblemKind {
  BAD_QUERY(400, "A query parameter is wrong"),
  MALFORMED_JSON(400, "The body is not the JSON it should be"),
  BAD_REQUEST(400, "The request cannot be read"),
  UNAUTHENTICATED(401, "A valid token is needed"),
  MISSING_SCOPE(403, "The token is not good for this"),
  NOT_FOUND(404, "Nothing is here"),
  METHOD_NOT_ALLOWED(405, "Not a method of this resource"),
  NOT_ACCEPTABLE(406, "No representation that was asked for"),
  TOO_SLOW(408, "The body came too slowly"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Not a media type of this resource"),
  UNSTORABLE_TEXT(422, "A text that no store can keep"),
  QUOTA_EXCEEDED(429, "More than the user's quota"),
  INTERNAL(500, "Something went wrong here"),
  OVERLOADED(503, "Too many requests wait"),
  UNAVAILABLE(503, "A part of Millrace cannot be reached");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
