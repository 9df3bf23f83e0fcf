/// Which task types are paused.
///
/// Data flows `type_pause table + WAL message -> relay -> millrace.type-controls` to executors, and
/// `type_pause -> PausedTypes` to whoever shows it here.
@NullMarked
package dev.millrace.api.pause;

import org.jspecify.annotations.NullMarked;
