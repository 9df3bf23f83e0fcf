/// The long run: load, chaos, audit, and a table of what came of it.
@NullMarked
package dev.millrace.systemtest.soak;

import org.jspecify.annotations.NullMarked;
