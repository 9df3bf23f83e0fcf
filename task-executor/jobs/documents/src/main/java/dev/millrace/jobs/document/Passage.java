package dev.millrace.jobs.document;

import static java.util.Objects.requireNonNull;

/// A paragraph, heading or table row of a document.
///
/// @param text without line breaks, not blank
public record Passage(String text, Place place) {

  public Passage {
    requireNonNull(text, "text");
    requireNonNull(place, "place");
  }
}
