/// Tasks that are submitted in transactions of the engine's database: a message of its log each,
/// which the relay publishes to `millrace.submissions` once the transaction has committed.
@NullMarked
package dev.millrace.executor.submit;

import org.jspecify.annotations.NullMarked;
