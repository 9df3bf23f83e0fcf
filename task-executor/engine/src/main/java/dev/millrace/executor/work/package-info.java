/// How work comes in: polled from the share group, claimed in the run store, acknowledged, started.
///
/// From the commit of the claim on, the run store owns a task, not Kafka's lock: what is delivered
/// again stops at the run store's primary key.
@NullMarked
package dev.millrace.executor.work;

import org.jspecify.annotations.NullMarked;
