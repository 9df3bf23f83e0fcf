/// What the end of an attempt means: done, again later, or failed for good.
@NullMarked
package dev.millrace.executor.attempt.decision;

import org.jspecify.annotations.NullMarked;
