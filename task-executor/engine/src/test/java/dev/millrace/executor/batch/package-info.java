@NullMarked
package dev.millrace.executor.batch;

import org.jspecify.annotations.NullMarked;
