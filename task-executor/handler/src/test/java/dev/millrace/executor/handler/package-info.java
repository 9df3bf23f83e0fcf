@NullMarked
package dev.millrace.executor.handler;

import org.jspecify.annotations.NullMarked;
