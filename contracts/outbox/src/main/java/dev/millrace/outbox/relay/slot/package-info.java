/// The replication slot that the relay reads: made, watched, made again after a loss, held by one
/// relay at a time.
@NullMarked
package dev.millrace.outbox.relay.slot;

import org.jspecify.annotations.NullMarked;
