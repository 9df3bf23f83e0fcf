@NullMarked
package dev.millrace.executor.presence;

import org.jspecify.annotations.NullMarked;
