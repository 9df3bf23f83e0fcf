/// Submissions that may be sent again: `Idempotency-Key`, as the IETF's HTTPAPI draft has it.
///
/// Data flows `filter -> the answer that is remembered`, or `filter -> controller -> Pledge ->
/// group commit`: what is to be answered next time is written with what was accepted.
@NullMarked
package dev.millrace.api.idempotency;

import org.jspecify.annotations.NullMarked;
