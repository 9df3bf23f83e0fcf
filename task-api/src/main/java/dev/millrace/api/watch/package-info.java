/// Shows what happens to tasks while it happens, as server-sent events (SSE): the controller, and
/// the streams from their first event to their end.
///
/// Facts come from `log` through `live`, or through `resume` where a stream begins in the past, to
/// an [EventStream], which makes events of them and writes them with `sse`. One reader per process
/// serves all streams, and reads only while somebody listens. A stream is an entry in a table and a
/// short queue: it has a thread only while something is written to it.
@NullMarked
package dev.millrace.api.watch;

import org.jspecify.annotations.NullMarked;
