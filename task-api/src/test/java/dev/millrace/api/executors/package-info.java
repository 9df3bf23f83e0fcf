@NullMarked
package dev.millrace.api.executors;

import org.jspecify.annotations.NullMarked;
