package dev.millrace.events.stored;

import static java.util.Objects.requireNonNull;

/// Where a result is that is too large for an event.
///
/// @param blob its name in the store of blobs
/// @param bytes of JSON, in UTF-8
/// @param sha256 of them, in hex
public record StoredResult(String blob, long bytes, String sha256) {

  public StoredResult {
    requireNonNull(blob, "blob");
    requireNonNull(sha256, "sha256");
  }
}
