/// What a service uses to submit tasks and to wait for their results: [MillraceClient] gives
/// [Tasks], and these give a [TaskHandle] for each task.
///
/// Calls go down to `http`, which repeats what may be repeated; waiting goes through `watch`.
/// Answers are `task` and `problem`. Runs on Java 17.
@NullMarked
package dev.millrace.client;

import org.jspecify.annotations.NullMarked;
