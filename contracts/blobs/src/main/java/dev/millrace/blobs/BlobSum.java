package dev.millrace.blobs;

/// What was stored, as it was counted on its way.
///
/// @param sha256 in hex
public record BlobSum(long bytes, String sha256) {}
