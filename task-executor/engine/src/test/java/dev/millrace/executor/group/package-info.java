@NullMarked
package dev.millrace.executor.group;

import org.jspecify.annotations.NullMarked;
