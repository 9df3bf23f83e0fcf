@NullMarked
package dev.millrace.executor.saga;

import org.jspecify.annotations.NullMarked;
