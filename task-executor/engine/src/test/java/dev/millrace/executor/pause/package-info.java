@NullMarked
package dev.millrace.executor.pause;

import org.jspecify.annotations.NullMarked;
