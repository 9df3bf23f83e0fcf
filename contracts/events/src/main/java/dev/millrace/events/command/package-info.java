/// What may be asked of a task that is already accepted, as records on `millrace.control`.
@NullMarked
package dev.millrace.events.command;

import org.jspecify.annotations.NullMarked;
