/// Shows one task, at once or with `Prefer: wait` when it has changed.
///
/// Data flows `TaskNews -> TaskWait -> TaskFinder -> HTTP`: the log wakes a wait, and the
/// projection has the answer. A wait holds no thread.
@NullMarked
package dev.millrace.api.query.waiting;

import org.jspecify.annotations.NullMarked;
