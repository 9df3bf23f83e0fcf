/// The heartbeat, driven beat by beat.
@NullMarked
package dev.millrace.executor.lease;

import org.jspecify.annotations.NullMarked;
