/// Log lines that nobody outside can forge: one event is one line, whatever a caller sent.
///
/// Logback makes these converters by their names, from `safe-log.xml`.
@NullMarked
package dev.millrace.access.logging;

import org.jspecify.annotations.NullMarked;
