/// How task-api refuses, beside the ways that all services have.
@NullMarked
package dev.millrace.api.problem;

import org.jspecify.annotations.NullMarked;
