package dev.millrace.jobs.graph;

import dev.millrace.jobs.embedded.Language;

/// A build whose parts are stored: the result of a task's first step.
///
/// @param project the project's row
/// @param version readers see it when it is the project's active one
/// @param engine which engine reads all parts, also after a restart with other settings
record Build(
    long project, int version, String engine, Language language, long characters, int chunks) {}
