/// Tests of writing server-sent events, on an output that a test can hold up.
@NullMarked
package dev.millrace.api.watch.sse;

import org.jspecify.annotations.NullMarked;
