/// What executors can run, as this process knows it: `millrace.task-types` kept in memory.
///
/// Data flows `Kafka -> KafkaCatalogue -> Catalogue`, and from there to whoever checks parameters.
@NullMarked
package dev.millrace.api.catalogue;

import org.jspecify.annotations.NullMarked;
