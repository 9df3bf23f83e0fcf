/// Tests of streams without Kafka and without HTTP.
@NullMarked
package dev.millrace.api.watch;

import org.jspecify.annotations.NullMarked;
