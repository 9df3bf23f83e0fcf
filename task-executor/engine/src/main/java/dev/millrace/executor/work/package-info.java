/// How work comes in: polled from the share group, claimed in the journal, acknowledged, started.
///
/// From the commit of the claim on, the journal owns a task, not Kafka's lock: what is delivered
/// again stops at the journal's primary key.
@NullMarked
package dev.millrace.executor.work;

import org.jspecify.annotations.NullMarked;
