package dev.millrace.bench.contender;

import java.util.Optional;

/// The processes of a contender.
///
/// @param worker its own
/// @param store the first process of its database server, whose children do the work
public record Processes(ProcessHandle worker, Optional<ProcessHandle> store, Contender.Kind kind) {}
