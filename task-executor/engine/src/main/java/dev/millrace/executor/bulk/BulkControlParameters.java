package dev.millrace.executor.bulk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.millrace.events.stored.Json;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// What a bulk-control task is told; task-api writes it, and works by it.
///
/// @param action `cancel` or `retry`
/// @param filter which tasks, in the words of the list
/// @param everybody whether the tasks may be anybody's, or only those of whose task this is
/// @param ratePerSecond most commands a second
/// @param reason why, as every command says
/// @param expected how many tasks the filter admitted when it was asked; left out where counting
///   them would have taken too long
@JsonIgnoreProperties(ignoreUnknown = true) // a newer task-api may say more
record BulkControlParameters(
    @NotNull @Pattern(regexp = "cancel|retry") String action,
    @NotNull Json filter,
    boolean everybody,
    @Min(1) int ratePerSecond,
    @Nullable String reason,
    @Nullable Long expected) {}
