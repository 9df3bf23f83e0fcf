package dev.millrace.jobs.generation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.millrace.jobs.embedded.Language;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// One scene to sum up.
public record SummaryParameters(
    @Size(min = 1, max = 200_000) @JsonPropertyDescription("The scene") String scene,
    @Nullable @JsonPropertyDescription("Its title, for context") @Size(max = 500) String title,
    @Nullable @JsonPropertyDescription("Sentences at most; 5 by default") @Min(1) @Max(50)
        Integer sentences,
    @Nullable @JsonPropertyDescription("zh or en; the scene's own by default") Language language) {

  int sentencesOrDefault() {
    return sentences == null ? 5 : sentences;
  }
}
