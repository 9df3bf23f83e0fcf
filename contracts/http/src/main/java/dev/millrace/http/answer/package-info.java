/// Answers that are bounded in memory and in time, the same for all services.
///
/// What a controller gives back as a [dev.millrace.http.answer.JsonAnswer] is written piece by
/// piece within the bytes that all answers together may hold; every answer, whoever wrote it, ends
/// where its client reads too slowly.
@NullMarked
package dev.millrace.http.answer;

import org.jspecify.annotations.NullMarked;
