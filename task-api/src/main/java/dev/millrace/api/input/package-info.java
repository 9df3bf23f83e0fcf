/// Reads what comes from outside, strictly and within limits, and says what is wrong with it.
///
/// Everything here turns bytes or text into values, or into a problem that names the place.
@NullMarked
package dev.millrace.api.input;

import org.jspecify.annotations.NullMarked;
