/// What users send, as the databases can hold it: text, parameters, results, and which failures lie
/// in the data.
@NullMarked
package dev.millrace.events.stored;

import org.jspecify.annotations.NullMarked;
