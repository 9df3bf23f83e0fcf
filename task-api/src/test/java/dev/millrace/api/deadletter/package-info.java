/// Decisions about dead letters.
@NullMarked
package dev.millrace.api.deadletter;

import org.jspecify.annotations.NullMarked;
