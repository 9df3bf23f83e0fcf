package dev.millrace.jobs.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a passage stands.
///
/// @param page from 1; null for kinds of documents that have no pages of their own
/// @param paragraph from 1, within the page or within the document
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(@Nullable Integer page, int paragraph) {

  @Override
  public String toString() {
    return page == null
        ? "paragraph " + paragraph
        : String.format(Locale.ROOT, "page %d, paragraph %d", page, paragraph);
  }
}
