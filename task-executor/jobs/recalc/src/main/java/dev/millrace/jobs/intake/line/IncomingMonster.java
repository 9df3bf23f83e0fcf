package dev.millrace.jobs.intake.line;

import java.util.List;
import java.util.Set;

/// A monster as one line says it.
///
/// @param tags added to those the monster has
public record IncomingMonster(
    String name, String element, Base base, List<IncomingSkill> skills, Set<String> tags) {

  public record Base(double offense, double survive, double control, double tempo, double pp) {}

  public record IncomingSkill(String name, String kind, int power, String description) {}

  public IncomingMonster {
    skills = List.copyOf(skills);
    tags = Set.copyOf(tags);
  }
}
