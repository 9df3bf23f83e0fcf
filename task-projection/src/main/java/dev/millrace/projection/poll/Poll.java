package dev.millrace.projection.poll;

import java.util.List;

/// What one poll read, in the order of the log, and how far that leads. It is stored as a whole or
/// not at all.
public record Poll(List<Entry> entries, List<Advance> advances) {}
