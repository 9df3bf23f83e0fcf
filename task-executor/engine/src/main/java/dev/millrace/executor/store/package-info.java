/// The run store: who runs which task, under which epoch, and how it ended.
///
/// [dev.millrace.executor.store.RunStore] is the port; everything that changes a task after its
/// request goes through it, and each change emits its facts in the same transaction.
@NullMarked
package dev.millrace.executor.store;

import org.jspecify.annotations.NullMarked;
