/// What the parts below Millrace do at best: Kafka without tasks, PostgreSQL without tasks.
@NullMarked
package dev.millrace.bench.floor;

import org.jspecify.annotations.NullMarked;
