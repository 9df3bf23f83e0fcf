/// Limits of the fleet, on a real database.
@NullMarked
package dev.millrace.executor.fleet;

import org.jspecify.annotations.NullMarked;
