/// How tasks that wait for others learn how far those are: one look for all of them.
@NullMarked
package dev.millrace.executor.counting;

import org.jspecify.annotations.NullMarked;
