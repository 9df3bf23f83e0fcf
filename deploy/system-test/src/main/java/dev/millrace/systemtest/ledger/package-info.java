/// A task type that leaves a trace: each step adds a row in the transaction of its checkpoint, so
/// that rows can be counted and attributed afterwards.
@NullMarked
package dev.millrace.systemtest.ledger;

import org.jspecify.annotations.NullMarked;
