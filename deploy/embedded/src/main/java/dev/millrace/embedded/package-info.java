/// The real Kafka and the real PostgreSQL inside one process, durable, on one data folder.
///
/// [DataFolder] is taken first: whoever holds it owns everything below it. [EmbeddedDatabase] and
/// [EmbeddedKafka] then start on its folders and answer with addresses on loopback. Whatever keeps
/// one of them from starting is a [StartupProblem]: one line for the person at the terminal.
@NullMarked
package dev.millrace.embedded;

import org.jspecify.annotations.NullMarked;
