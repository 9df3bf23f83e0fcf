/// Takes what may be asked of an accepted task: cancel, pause, resume, retry; and of a whole type.
///
/// Data flows `controller -> TaskAction -> WAL message -> relay -> millrace.control`. What is asked
/// is judged by the state that the caller could have read; the executor that owns the task judges
/// again, and its word counts.
@NullMarked
package dev.millrace.api.control;

import org.jspecify.annotations.NullMarked;
