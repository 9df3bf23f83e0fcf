package dev.millrace.bench.contender;

import java.util.Optional;

/// The processes of a contender.
///
/// @param java its own
/// @param postgres the server's first process, whose children do the work
public record Processes(
    ProcessHandle java, Optional<ProcessHandle> postgres, Contender.Kind kind) {}
