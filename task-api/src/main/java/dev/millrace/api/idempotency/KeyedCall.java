package dev.millrace.api.idempotency;

import dev.millrace.events.task.UserId;

/// What a key is unique within: a user's calls of one path.
///
/// @param path of the request, decoded and without its query: `/api/tasks/%73leep` is no other call
public record KeyedCall(UserId user, String path, IdempotencyKey key) {}
