/// What may be asked of a task that is already accepted, as records on the control topic of the
/// group that the task belongs to.
@NullMarked
package dev.millrace.events.command;

import org.jspecify.annotations.NullMarked;
