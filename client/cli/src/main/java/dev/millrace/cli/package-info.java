/// `millrace task ...`: tasks from a command line, on the client library. Answers go to standard
/// output and everything else to standard error, and the exit codes are for scripts.
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
