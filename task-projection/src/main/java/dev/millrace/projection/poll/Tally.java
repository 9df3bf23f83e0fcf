package dev.millrace.projection.poll;

/// What one poll consisted of.
///
/// @param facts records about tasks, of whatever kind
/// @param duplicates of these, seen before
/// @param foreign of these, of a type this version does not know
/// @param tasks rows written
public record Tally(int facts, int duplicates, int foreign, int unreadable, int tasks) {

  Tally plus(Tally other) {
    return new Tally(
        facts + other.facts,
        duplicates + other.duplicates,
        foreign + other.foreign,
        unreadable + other.unreadable,
        tasks + other.tasks);
  }
}
