/// How a service says what it did: in the transaction that did it, and on Kafka after the commit.
///
/// A writer adds [dev.millrace.outbox.OutboxFrame]s to its own transaction as one WAL message; the
/// relay reads the WAL in commit order and publishes each frame. There is no outbox table, and
/// nothing leaves that did not commit.
@NullMarked
package dev.millrace.outbox;

import org.jspecify.annotations.NullMarked;
