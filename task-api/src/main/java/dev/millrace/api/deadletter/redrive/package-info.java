/// Dead letters sent again: the queue, its worker, and the record that goes out.
@NullMarked
package dev.millrace.api.deadletter.redrive;

import org.jspecify.annotations.NullMarked;
