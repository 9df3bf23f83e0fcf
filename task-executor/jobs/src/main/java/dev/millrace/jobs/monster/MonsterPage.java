package dev.millrace.jobs.monster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of monsters in the order of their ids.
///
/// @param next the `cursor` of the following page, or null when this is the last
record MonsterPage(List<MonsterView> items, @Nullable String next) {}
