/// What the run store forgets: tasks that ended long ago, executors that are gone, commands applied
/// long ago.
@NullMarked
package dev.millrace.executor.cleaning;

import org.jspecify.annotations.NullMarked;
