/// Tells what happens to tasks while it happens: server-sent events, and the news that long polls
/// wait for.
///
/// Data flows `millrace.events -> LiveReader -> Fanout -> EventStream -> Outlet -> HTTP`. One
/// reader per process serves all streams, and reads only while somebody listens. A stream that
/// begins in the past is served by [CatchUp] until it has come up to the live ones. A stream is an
/// entry in a table and a short queue: it has a thread only while something is written to it.
@NullMarked
package dev.millrace.api.watch;

import org.jspecify.annotations.NullMarked;
