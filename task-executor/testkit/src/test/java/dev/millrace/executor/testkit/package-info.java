@NullMarked
package dev.millrace.executor.testkit;

import org.jspecify.annotations.NullMarked;
