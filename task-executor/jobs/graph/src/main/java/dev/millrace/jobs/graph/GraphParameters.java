package dev.millrace.jobs.graph;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.millrace.executor.handler.ExactlyOneOf;
import dev.millrace.executor.handler.UploadReference;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Of what to build the graph, and whose it is. Exactly one of `text` and `upload` is given.
///
/// @param projectId any name; the project is made where the user has none of that name
/// @param upload the reference of an uploaded PDF, DOCX, TXT or HTML file
@ExactlyOneOf({"text", "upload"})
public record GraphParameters(
    @JsonPropertyDescription("The project whose graph is built, made where there is none")
        @Size(min = 1, max = 100)
        String projectId,
    @Nullable @JsonPropertyDescription("The text to read; or give an upload") @Size(min = 1)
        String text,
    @Nullable @UploadReference @JsonPropertyDescription("The reference of an uploaded file")
        String upload) {}
