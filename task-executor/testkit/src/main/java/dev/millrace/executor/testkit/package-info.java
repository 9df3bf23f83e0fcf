/// Runs task handlers in memory, as the engine would, and lets their process die wherever it can.
///
/// [dev.millrace.executor.testkit.HandlerKit] is where a test begins: it runs a handler from its
/// parameters to the end of the task, over retries and compensations, and once more for every point
/// at which the process may die. [dev.millrace.executor.testkit.RecordingTaskContext] is the
/// context of one run, for tests that want to call a handler themselves. What handlers write goes
/// to the real database of a [dev.millrace.executor.testkit.TestWorld], or is recorded where there
/// is none.
@NullMarked
package dev.millrace.executor.testkit;

import org.jspecify.annotations.NullMarked;
