/// Carries what services wrote into their WAL to Kafka: in commit order, at least once, never less.
///
/// Data flows `WAL -> WalReader -> FrameHandler -> FramePublisher (Kafka)`, all on one thread, and
/// back as a confirmation that lets the slot advance. [dev.millrace.outbox.relay.OutboxRelay]
/// supervises it under an advisory lock, so that one relay per database is at work and others stand
/// by. [dev.millrace.outbox.relay.slot.SlotKeeper] knows whether the slot is still the one it left;
/// if not, the service says again what may have been lost.
@NullMarked
package dev.millrace.outbox.relay;

import org.jspecify.annotations.NullMarked;
