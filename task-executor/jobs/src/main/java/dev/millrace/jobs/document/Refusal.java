package dev.millrace.jobs.document;

import dev.millrace.executor.handler.PermanentFailure;

/// Why a document is not read; always for good, because the bytes stay the same.
final class Refusal {

  private Refusal() {}

  static PermanentFailure unsupported(String what) {
    return new PermanentFailure(
        "unsupported-document", what + "; send PDF, DOCX, HTML or plain text");
  }

  static PermanentFailure encrypted() {
    return new PermanentFailure(
        "encrypted-document", "the document is encrypted; send it without a password");
  }

  static PermanentFailure tooLarge(String what) {
    return new PermanentFailure("document-too-large", what);
  }

  static PermanentFailure broken(String kind) {
    return new PermanentFailure(
        "broken-document", "the " + kind + " is damaged and cannot be read");
  }

  static PermanentFailure empty() {
    return new PermanentFailure(
        "no-text", "the document holds no text; scanned pages need text recognition first");
  }
}
