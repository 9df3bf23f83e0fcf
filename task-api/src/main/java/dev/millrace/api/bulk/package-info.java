/// Bulk control: a task that cancels or retries all tasks that a filter admits.
///
/// Data flows `request -> BulkQueue -> BulkWork -> millrace.control`. The task's request is what is
/// to be done, its row in `bulk_control` how far that is. Its facts are an executor's, which counts
/// what becomes of the commands.
@NullMarked
package dev.millrace.api.bulk;

import org.jspecify.annotations.NullMarked;
