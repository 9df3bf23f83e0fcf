package dev.millrace.executor.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// What a batch's parent is told; task-api writes it.
///
/// @param type the children's type
/// @param total how many there are
/// @param onFailure `continue`, or `stop` to cancel the rest once a child fails or times out
@JsonIgnoreProperties(ignoreUnknown = true) // a newer task-api may say more
record BatchParameters(
    @NotNull String type,
    @Min(1) @Max(100_000) int total,
    @NotNull @Pattern(regexp = "continue|stop") String onFailure) {

  boolean stopsOnFailure() {
    return onFailure.equals("stop");
  }
}
