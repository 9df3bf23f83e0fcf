/// What people ask of accepted tasks, applied: cancel, pause, resume, redrive.
///
/// Data flows `millrace.control -> CommandDecision -> run and its facts`: a poll's commands are
/// applied in one transaction, by whichever executor reads their partition. What concerns a running
/// task is left as a flag in its row; its owner is woken and learns of it with its heartbeat.
@NullMarked
package dev.millrace.executor.control;

import org.jspecify.annotations.NullMarked;
