package dev.millrace.systemtest.audit;

import dev.millrace.events.Fact;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.load.Accepted;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// All there is to judge by.
///
/// @param accepted what was promised
/// @param log the facts on `millrace.events`, per task in the order of the log, copies included
/// @param shown what users are shown
/// @param effects rows of `ledger` tasks, in the order of writing
public record Evidence(
    Collection<Accepted> accepted,
    List<Fact> log,
    Map<TaskId, TaskStatus> shown,
    List<Effect> effects) {}
