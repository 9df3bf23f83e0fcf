/// The reader of `millrace.events`.
///
/// [EventLog] runs the consumer; [EventListener] turns what it polled into a
/// [dev.millrace.projection.poll.Poll] and has it written. Where to go on is what the database says
/// ([LogPositions]); what is committed to Kafka is for those who watch the lag.
@NullMarked
package dev.millrace.projection.kafka;

import org.jspecify.annotations.NullMarked;
