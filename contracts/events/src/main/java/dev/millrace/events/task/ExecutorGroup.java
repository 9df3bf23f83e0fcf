package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/// The name of all executors that share one database, such as `shop`.
///
/// A task belongs to the group that the catalogue named for its type when it was accepted, for
/// ever. The name is a part of topic names and, with `_` for `-`, of a replication slot's: hence
/// lower-case words of `a-z` and `0-9` joined by single `-`, 1 to 40 characters in all, starting
/// with a letter.
public record ExecutorGroup(@JsonValue String value) implements Comparable<ExecutorGroup> {

  /// Where nothing is said of a group.
  public static final ExecutorGroup DEFAULT = new ExecutorGroup("millrace");

  @JsonCreator
  public ExecutorGroup {
    Names.requireSlug("executor group", value);
    if (value.endsWith("-") || value.contains("--")) {
      throw new IllegalArgumentException(
          "executor group must be words joined by single '-'; got '" + value + "'");
    }
  }

  /// The group that a record or a row means.
  ///
  /// @param named null where it names none
  public static ExecutorGroup of(@Nullable ExecutorGroup named) {
    return named == null ? DEFAULT : named;
  }

  /// The group as records and rows name it: not at all where it is the default one, so that they
  /// say what they said before there were groups.
  public @Nullable ExecutorGroup named() {
    return isDefault() ? null : this;
  }

  public boolean isDefault() {
    return equals(DEFAULT);
  }

  @Override
  public int compareTo(ExecutorGroup other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
