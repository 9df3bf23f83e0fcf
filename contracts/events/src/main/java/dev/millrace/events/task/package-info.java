/// The words that events, commands and tables share: ids, statuses, errors, progress, raw JSON.
///
/// Each is validated where it is made, so that a value of one of these types is always good.
@NullMarked
package dev.millrace.events.task;

import org.jspecify.annotations.NullMarked;
