package dev.millrace.jobs.monster;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A row of `monster` with its skills and tags, to be read.
///
/// Skills and tags of a whole page come in one statement each.
@Entity
@Immutable
@Table(name = "monster", schema = "millrace_recalc")
@NullUnmarked // filled by Hibernate
class MonsterEntity {

  static final int LARGEST_PAGE = 200;

  @Id Long id;
  String name;
  String element;
  Double baseOffense;
  Double baseSurvive;
  Double baseControl;
  Double baseTempo;
  Double basePp;
  long version;
  Instant updatedAt;
  BigDecimal score;

  @Column(columnDefinition = "json")
  String explain;

  @Embedded DimensionColumns dimensions;
  String role;
  Instant calculatedAt;

  @ElementCollection
  @CollectionTable(
      name = "skill",
      schema = "millrace_recalc",
      joinColumns = @JoinColumn(name = "monster_id"))
  @OrderBy("position")
  @BatchSize(size = LARGEST_PAGE)
  List<SkillRow> skills;

  @ElementCollection
  @CollectionTable(
      name = "monster_tag",
      schema = "millrace_recalc",
      joinColumns = @JoinColumn(name = "monster_id"))
  @BatchSize(size = LARGEST_PAGE)
  Set<TagRow> tags;
}
