package dev.millrace.systemtest.audit;

import dev.millrace.events.task.TaskId;

/// A row that a `ledger` task wrote, in the order in which rows were written.
///
/// @param step from 0
/// @param writer the executor whose handler wrote it
/// @param epoch of the task when it was written
/// @param owner of the task then
public record Effect(TaskId task, int step, String writer, int epoch, String owner) {}
