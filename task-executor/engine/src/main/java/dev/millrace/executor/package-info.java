/// The engine that runs tasks: claims, leases, outcomes. It knows no task type.
///
/// Data flows `work -> run store -> attempt -> run store`: a poll becomes claims, claims become
/// attempts, attempts become outcomes; `lease` keeps all of it this executor's. This package wires
/// them.
@NullMarked
package dev.millrace.executor;

import org.jspecify.annotations.NullMarked;
