/// Tests of resuming, on a log without Kafka.
@NullMarked
package dev.millrace.api.watch.resume;

import org.jspecify.annotations.NullMarked;
