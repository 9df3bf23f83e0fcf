/// Limits that all executors keep together. They are kept by the engine's database: what runs is
/// counted there, so a limit needs no owner, and nothing of it leaks with a process that dies.
@NullMarked
package dev.millrace.executor.fleet;

import org.jspecify.annotations.NullMarked;
