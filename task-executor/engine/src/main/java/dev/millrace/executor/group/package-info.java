/// Which executors belong together, and whether this one may start beside the others.
///
/// Data flows `millrace.task-types, millrace.executors -> GroupCheck -> GroupConflict`, and whose
/// database it is comes from [dev.millrace.executor.group.GroupDatabase].
@NullMarked
package dev.millrace.executor.group;

import org.jspecify.annotations.NullMarked;
