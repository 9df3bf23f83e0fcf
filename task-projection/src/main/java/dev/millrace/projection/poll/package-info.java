/// One poll of the log as data: what was read, and what it makes of the tasks it is about.
///
/// A reader of the log ([dev.millrace.projection.kafka]) hands a [Poll] to the [PollWriter]; the
/// writer ([dev.millrace.projection.postgres]) loads what it must, lets [TaskFacts] fold, and
/// stores the [TaskChange]s.
@NullMarked
package dev.millrace.projection.poll;

import org.jspecify.annotations.NullMarked;
