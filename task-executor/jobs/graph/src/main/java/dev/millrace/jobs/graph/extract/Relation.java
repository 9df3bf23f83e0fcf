package dev.millrace.jobs.graph.extract;

import dev.millrace.jobs.embedded.Language;
import java.util.List;
import java.util.Locale;

/// What the embedded engine can say about two things: the words between them, with the names
/// masked, are compared with these phrases. They are a part of the documented behaviour; see
/// docs/graph.md.
enum Relation {
  PART_OF("X is part of Y\nX belongs to Y\nX is a subsidiary of Y", "甲隶属于乙\n甲是乙的子公司"),
  LOCATED_IN("X is located in Y\nX has its headquarters in Y", "甲位于乙\n甲的总部设在乙"),
  WORKS_FOR("X works for Y\nX is the chief executive of Y", "甲担任乙总经理\n甲任职于乙"),
  OWNS("X acquired Y\nX owns Y\nX bought shares of Y", "甲收购乙\n甲持有乙的股份"),
  MAKES("X develops Y\nX produces Y\nX founded Y", "甲研发乙\n甲生产乙\n甲创办乙"),
  WORKS_WITH("X works together with Y\nX signed an agreement with Y", "甲与乙合作\n甲和乙签署协议"),
  USES("X uses Y\nX is based on Y", "甲采用乙\n甲使用乙");

  /// Two things in one sentence of which no more can be said.
  static final String ANY = "related-to";

  private final String english;
  private final String chinese;

  Relation(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /// What edges call it.
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> phrases(Language language) {
    return switch (language) {
      case EN -> english.lines().toList();
      case ZH -> chinese.lines().toList();
    };
  }

  /// Below this the words have nothing to do with a phrase; the two models spread differently.
  static double least(Language language) {
    return switch (language) {
      case EN -> 0.72;
      case ZH -> 0.72;
    };
  }
}
