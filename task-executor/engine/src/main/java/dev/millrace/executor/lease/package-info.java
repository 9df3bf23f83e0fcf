/// The executor's lease: kept by a heartbeat, and what becomes of tasks whose executor lost it.
@NullMarked
package dev.millrace.executor.lease;

import org.jspecify.annotations.NullMarked;
