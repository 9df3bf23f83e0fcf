/// What a dead letter says: pure, no I/O, no clock.
@NullMarked
package dev.millrace.projection.letter;

import org.jspecify.annotations.NullMarked;
