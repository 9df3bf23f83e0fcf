package dev.millrace.jobs.monster;

import dev.millrace.events.stored.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A monster as clients see it.
///
/// What is computed is null until the first recalculation, and older than the rest when
/// `calculatedAt` is before `updatedAt`.
///
/// @param score the weighted base stats; what `explain.parts` add up to
/// @param dimensions 0 to 100 each
/// @param version rises with every change, recalculations included
record MonsterView(
    long id,
    String name,
    String element,
    @Nullable Double baseOffense,
    @Nullable Double baseSurvive,
    @Nullable Double baseControl,
    @Nullable Double baseTempo,
    @Nullable Double basePp,
    List<Skill> skills,
    List<Tag> tags,
    @Nullable BigDecimal score,
    @Nullable Json explain,
    @Nullable DimensionColumns dimensions,
    @Nullable String role,
    long version,
    Instant updatedAt,
    @Nullable Instant calculatedAt) {

  record Skill(String name, String kind, int power, String description) {}

  /// @param source what gave the tag first: `given` by a caller, `stats` or `skills`
  record Tag(String name, String source) {}

  static MonsterView of(MonsterEntity monster) {
    return new MonsterView(
        monster.id,
        monster.name,
        monster.element,
        monster.baseOffense,
        monster.baseSurvive,
        monster.baseControl,
        monster.baseTempo,
        monster.basePp,
        monster.skills.stream()
            .map(s -> new Skill(s.name(), s.kind(), s.power(), s.description()))
            .toList(),
        monster.tags.stream()
            .map(t -> new Tag(t.tag().name, t.source()))
            .sorted(Comparator.comparing(Tag::name))
            .toList(),
        monster.score,
        monster.explain == null ? null : new Json(monster.explain),
        monster.dimensions,
        monster.role,
        monster.version,
        monster.updatedAt,
        monster.calculatedAt);
  }
}
