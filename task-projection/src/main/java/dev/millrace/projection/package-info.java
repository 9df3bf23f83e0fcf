/// The service that keeps the read side: it folds `millrace.events` into the table `task`, its
/// history and its counters, which task-api reads.
///
/// Data flows one way: [dev.millrace.projection.kafka] reads the log,
/// [dev.millrace.projection.poll] sorts what a poll says by task, [dev.millrace.projection.fold]
/// says what becomes of each, and [dev.millrace.projection.postgres] stores it, with the offsets,
/// in one transaction.
///
/// Dead letters go the same way into the table `dead_letter`: [dev.millrace.projection.letter]
/// reads them.
@NullMarked
package dev.millrace.projection;

import org.jspecify.annotations.NullMarked;
