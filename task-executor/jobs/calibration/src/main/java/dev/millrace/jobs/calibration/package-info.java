/// The task type `calibration`: asks a configured command about one torrent.
///
/// `CalibrationHandler` turns the checked info hash into an argument list, `GuardedCommand` runs it
/// under `guard.sh` in a session, folder and environment of its own, and `Output` keeps what it
/// prints. The guard, not this process, does the killing: it ends the command's process group when
/// the pipe to this process closes, whether the task was stopped, timed out, or the executor was
/// killed. What comes back is the command's answer, or a failure that its exit code decides.
@NullMarked
package dev.millrace.jobs.calibration;

import org.jspecify.annotations.NullMarked;
