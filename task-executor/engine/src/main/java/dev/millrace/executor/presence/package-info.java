/// What this executor does, said every other second on `millrace.executors` for people to look at.
@NullMarked
package dev.millrace.executor.presence;

import org.jspecify.annotations.NullMarked;
