/// Reading a database's write-ahead log: what is connected to, and what the replication protocol
/// gives.
@NullMarked
package dev.millrace.outbox.relay.wal;

import org.jspecify.annotations.NullMarked;
