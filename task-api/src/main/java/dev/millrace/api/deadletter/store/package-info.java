/// Dead letters as they are stored, and what was decided about each.
@NullMarked
package dev.millrace.api.deadletter.store;

import org.jspecify.annotations.NullMarked;
