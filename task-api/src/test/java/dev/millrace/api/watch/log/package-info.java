/// Tests of positions and facts, and a log without Kafka.
@NullMarked
package dev.millrace.api.watch.log;

import org.jspecify.annotations.NullMarked;
