/// Tests of the waiting room's choice.
@NullMarked
package dev.millrace.executor.room;

import org.jspecify.annotations.NullMarked;
