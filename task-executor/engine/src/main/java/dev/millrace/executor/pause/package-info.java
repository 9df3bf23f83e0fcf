/// Which types are paused: `millrace.type-controls`, kept in memory.
///
/// Data flows `Kafka -> TypeControls -> TypeGate`, and from there to whoever takes in work.
@NullMarked
package dev.millrace.executor.pause;

import org.jspecify.annotations.NullMarked;
