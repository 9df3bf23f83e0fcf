/// The waiting room: tasks that may run and have no permit wait in the run store, under no
/// executor.
///
/// Data flows `work topic -> WaitingRoom.park -> FairShare -> WaitingRoom.start`. The log moves on
/// meanwhile, so that a task of one user is not behind all tasks of another one. The key that tasks
/// compete by is the user; limits and rates of other keys have their place in the choice.
@NullMarked
package dev.millrace.executor.room;

import org.jspecify.annotations.NullMarked;
