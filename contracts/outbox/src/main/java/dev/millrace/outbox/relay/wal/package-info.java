/// Reading a database's write-ahead log: what is connected to, and how Debezium is told.
@NullMarked
package dev.millrace.outbox.relay.wal;

import org.jspecify.annotations.NullMarked;
