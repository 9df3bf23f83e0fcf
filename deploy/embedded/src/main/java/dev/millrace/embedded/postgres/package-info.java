/// A real PostgreSQL server beside the process.
@NullMarked
package dev.millrace.embedded.postgres;

import org.jspecify.annotations.NullMarked;
