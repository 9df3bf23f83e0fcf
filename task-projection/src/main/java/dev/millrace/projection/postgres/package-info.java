/// The tables of the read side, written by a poll at a time.
///
/// [PostgresPollWriter] is the transaction; beside it stands one class for each table. Whatever
/// goes in goes in as arrays, a statement for all rows of a poll.
@NullMarked
package dev.millrace.projection.postgres;

import org.jspecify.annotations.NullMarked;
