/// Work that nobody can do goes to the topic of dead letters.
@NullMarked
package dev.millrace.executor.work.deadletter;

import org.jspecify.annotations.NullMarked;
