package dev.millrace.jobs.analysis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.executor.handler.ExactlyOneOf;
import dev.millrace.executor.handler.UploadReference;
import dev.millrace.jobs.embedded.Language;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What to analyse, and as what. Exactly one of `text` and `upload` is given.
///
/// @param upload the reference of an uploaded PDF, DOCX, TXT or HTML file
/// @param kind tender when nothing is said
/// @param language of the answer; the document's own when nothing is said
@ExactlyOneOf({"text", "upload"})
public record AnalysisParameters(
    @Nullable @JsonPropertyDescription("The text to analyse; or give an upload") @Size(min = 1)
        String text,
    @Nullable @UploadReference @JsonPropertyDescription("The reference of an uploaded file")
        String upload,
    @Nullable @JsonPropertyDescription("tender (default) or workload") Kind kind,
    @Nullable @JsonPropertyDescription("zh or en; the document's own by default")
        Language language) {

  /// What is looked for.
  public enum Kind {
    TENDER,
    WORKLOAD;

    @JsonCreator
    static Kind parse(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Kind kindOrDefault() {
    return kind == null ? Kind.TENDER : kind;
  }
}
