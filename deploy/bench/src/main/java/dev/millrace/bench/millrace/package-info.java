/// Millrace as its users see it: one process, reached over HTTP alone.
@NullMarked
package dev.millrace.bench.millrace;

import org.jspecify.annotations.NullMarked;
