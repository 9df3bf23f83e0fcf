/// What Millrace says in public about its tasks.
///
/// A [dev.millrace.events.Fact] is one [dev.millrace.events.TaskEvent] of one task at one place in
/// that task's order. Facts are written by the service that owns the task, leave it through the
/// outbox, and are read from `millrace.events` by the projection and by whoever else cares.
/// Everything here is a value: no I/O, no clock, no Spring.
///
/// A schema only grows: a new field is optional, a changed meaning is a new `.v2` type beside the
/// old.
@NullMarked
package dev.millrace.events;

import org.jspecify.annotations.NullMarked;
