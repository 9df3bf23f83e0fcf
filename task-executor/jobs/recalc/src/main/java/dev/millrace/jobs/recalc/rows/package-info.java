/// The monsters of a recalculation: which they are, read, and written where nobody changed them
/// meanwhile.
@NullMarked
package dev.millrace.jobs.recalc.rows;

import org.jspecify.annotations.NullMarked;
