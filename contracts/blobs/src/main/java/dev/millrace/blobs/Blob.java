package dev.millrace.blobs;

import dev.millrace.events.task.UserId;

/// What is known of a blob without reading it.
///
/// @param owner whose it is; it does not exist for anybody else
/// @param kind what it holds, such as `pdf`
public record Blob(BlobName name, UserId owner, String kind, long bytes) {}
