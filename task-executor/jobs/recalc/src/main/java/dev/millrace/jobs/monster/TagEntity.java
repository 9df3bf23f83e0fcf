package dev.millrace.jobs.monster;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// An interned tag.
@Entity
@Immutable
@Table(name = "tag", schema = "millrace_recalc")
@NullUnmarked // filled by Hibernate
class TagEntity {

  @Id Integer id;
  String name;
}
