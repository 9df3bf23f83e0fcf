package dev.millrace.jobs.document.extract.passage;

/// Why a document is not read; always for good, because the bytes stay the same.
public final class Refused extends RuntimeException {

  private final String code;

  private Refused(String code, String message) {
    super(message);
    this.code = code;
  }

  public static Refused unsupported(String what) {
    return new Refused("unsupported-document", what + "; send PDF, DOCX, HTML or plain text");
  }

  public static Refused encrypted() {
    return new Refused(
        "encrypted-document", "the document is encrypted; send it without a password");
  }

  public static Refused tooLarge(String what) {
    return new Refused("document-too-large", what);
  }

  public static Refused tooCostly(String what) {
    return new Refused("document-too-costly", what);
  }

  public static Refused broken(String kind) {
    return new Refused("broken-document", "the " + kind + " is damaged and cannot be read");
  }

  public static Refused empty() {
    return new Refused(
        "no-text", "the document holds no text; scanned pages need text recognition first");
  }

  /// What a reader process said.
  public static Refused said(String code, String reason) {
    return new Refused(code, reason);
  }

  /// A stable word for programs.
  public String code() {
    return code;
  }

  /// What was wrong and what would be right.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
