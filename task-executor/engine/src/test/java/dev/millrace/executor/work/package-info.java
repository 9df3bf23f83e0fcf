/// How permits are divided, and how the pollers keep to them.
@NullMarked
package dev.millrace.executor.work;

import org.jspecify.annotations.NullMarked;
