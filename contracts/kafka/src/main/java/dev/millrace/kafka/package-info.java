/// What the services' own Kafka clients share. Other teams need none of it to read our topics.
@NullMarked
package dev.millrace.kafka;

import org.jspecify.annotations.NullMarked;
