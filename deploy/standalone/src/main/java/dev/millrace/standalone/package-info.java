/// All of Millrace in one process: real Kafka, real PostgreSQL and the three services on one
/// folder.
///
/// Started in the order in which they need one another and stopped in the opposite one. The
/// services are the same as anywhere else; only their addresses come from here.
@NullMarked
package dev.millrace.standalone;

import org.jspecify.annotations.NullMarked;
