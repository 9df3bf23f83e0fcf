package dev.millrace.api.upload;

import dev.millrace.blobs.BlobName;
import org.jspecify.annotations.Nullable;

/// A file that has been stored.
///
/// @param fileName what its sender calls it
/// @param kind a short word for its media type, such as `pdf`
/// @param sha256 of its content, in hex
public record Upload(
    BlobName blob,
    @Nullable String fileName,
    String kind,
    String mediaType,
    long bytes,
    String sha256) {}
