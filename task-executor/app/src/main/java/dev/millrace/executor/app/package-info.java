/// The deployable executor: the engine and the task types in one Spring Boot application.
@NullMarked
package dev.millrace.executor.app;

import org.jspecify.annotations.NullMarked;
