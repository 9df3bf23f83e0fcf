/// How server-sent events (SSE) reach the client: the connection, the queue before it, and the
/// memory in which events of all streams wait.
///
/// `StreamStart` sends the head of an answer; then a [SseWriter] writes to a [SseOutput], which is
/// the socket itself on HTTP/1.1 and the answer to the request on HTTP/2. What is written is
/// decided elsewhere.
@NullMarked
package dev.millrace.api.watch.sse;

import org.jspecify.annotations.NullMarked;
