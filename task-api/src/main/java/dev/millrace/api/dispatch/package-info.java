/// What leaves without a request: the relay of the outbox, work whose time has come, repairs.
///
/// Data flows `request table -> WAL message -> relay -> Kafka`. No topic is made here: executors
/// make them all before they announce a type, and before that nothing can be submitted.
@NullMarked
package dev.millrace.api.dispatch;

import org.jspecify.annotations.NullMarked;
