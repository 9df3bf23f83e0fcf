/// One attempt at a task: from a claim to an outcome.
///
/// [dev.millrace.executor.attempt.AttemptRunner] runs the handler on a thread of its own;
/// [dev.millrace.executor.attempt.decision.AttemptDecision] says what its end means;
/// [dev.millrace.executor.attempt.OutcomeWriter] writes many ends at once.
@NullMarked
package dev.millrace.executor.attempt;

import org.jspecify.annotations.NullMarked;
