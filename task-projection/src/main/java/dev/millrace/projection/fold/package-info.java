/// What is true of one task after the facts so far: pure, no I/O, no clock.
///
/// [TaskFold] takes a [TaskView] and the next fact and gives the next view. The log's reader and
/// the rebuild use the same fold, and so may an auditor.
@NullMarked
package dev.millrace.projection.fold;

import org.jspecify.annotations.NullMarked;
