/// The event log as streams read it: positions in it, its facts, and whose tasks they are about.
///
/// `millrace.events -> LogReader -> LogEntry`. It is read without a consumer group: a position is
/// what a client brings, and means the same at every process.
@NullMarked
package dev.millrace.api.watch.log;

import org.jspecify.annotations.NullMarked;
