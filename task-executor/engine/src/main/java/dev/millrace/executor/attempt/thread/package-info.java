/// The threads that handlers run on, and the turns of those that compute.
@NullMarked
package dev.millrace.executor.attempt.thread;

import org.jspecify.annotations.NullMarked;
