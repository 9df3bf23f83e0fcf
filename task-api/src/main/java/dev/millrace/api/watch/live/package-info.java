/// The live fan-out: one reader follows the log, and each fact goes to those who want it.
///
/// `LogReader -> LiveReader -> Fanout -> Listener`. A [Listener] is a stream of server-sent events,
/// or a request that waits for a task. The [Fanout] remembers the newest facts, so that most of
/// those who come back need no log.
@NullMarked
package dev.millrace.api.watch.live;

import org.jspecify.annotations.NullMarked;
