package dev.millrace.api.upload;

import dev.millrace.blobs.BlobName;
import org.jspecify.annotations.Nullable;

/// A file that has been stored.
///
/// @param fileName what its sender calls it
/// @param sha256 of its content, in hex
public record Upload(
    BlobName blob, @Nullable String fileName, String kind, long bytes, String sha256) {}
