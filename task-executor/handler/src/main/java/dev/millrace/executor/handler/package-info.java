/// What a task type is made of: everything the author of a handler sees, and nothing else.
///
/// Data flows in as typed parameters and a [dev.millrace.executor.handler.TaskContext], and out as
/// a result or an exception; the engine around it owns leases, retries and events.
@NullMarked
package dev.millrace.executor.handler;

import org.jspecify.annotations.NullMarked;
