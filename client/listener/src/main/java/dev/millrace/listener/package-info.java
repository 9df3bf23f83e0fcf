/// Hears of the ends of tasks in another service: [TaskListener] methods, called once for each end,
/// in one transaction with what they write.
///
/// Data flows `millrace.events -> EventsListener -> EndedTasks (which types, what was heard) ->
/// TaskListenerMethod`. An end at which a method throws waits in a table and is tried again.
@NullMarked
package dev.millrace.listener;

import org.jspecify.annotations.NullMarked;
