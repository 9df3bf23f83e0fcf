/// What executors say of themselves, for operators.
///
/// Data flows `millrace.executors -> ExecutorReader -> ExecutorList -> controller`. Every process
/// reads all of it, and nothing is decided by it but which executors count for a bulk control.
@NullMarked
package dev.millrace.api.executors;

import org.jspecify.annotations.NullMarked;
