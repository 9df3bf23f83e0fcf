/// A real Kafka broker within the process.
@NullMarked
package dev.millrace.embedded.kafka;

import org.jspecify.annotations.NullMarked;
