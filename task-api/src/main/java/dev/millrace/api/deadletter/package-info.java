/// What operators do with dead letters: look at them, redrive them, discard them.
///
/// Data flows `projection -> ProjectedDeadLetters -> controller` for looking, and `controller ->
/// DeadLetterActions -> Decisions -> RedriveWork -> millrace.control, or the record's own topic`
/// for deciding. The letters are the projection's, the decisions this service's.
@NullMarked
package dev.millrace.api.deadletter;

import org.jspecify.annotations.NullMarked;
