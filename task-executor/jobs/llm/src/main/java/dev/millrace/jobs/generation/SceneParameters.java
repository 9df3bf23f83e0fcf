package dev.millrace.jobs.generation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.millrace.jobs.embedded.Language;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// One outline to turn into a scene.
public record SceneParameters(
    @Size(min = 1, max = 50_000) @JsonPropertyDescription("What happens") String outline,
    @Nullable
        @JsonPropertyDescription("How it is told, such as a genre or a tone")
        @Size(max = 2_000)
        String style,
    @Nullable @JsonPropertyDescription("Words, about; 800 by default") @Min(50) @Max(10_000)
        Integer words,
    @Nullable @JsonPropertyDescription("zh or en; the outline's own by default")
        Language language) {

  int wordsOrDefault() {
    return words == null ? 800 : words;
  }
}
