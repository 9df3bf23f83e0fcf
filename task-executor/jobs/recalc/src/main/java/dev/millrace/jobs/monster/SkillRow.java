package dev.millrace.jobs.monster;

import jakarta.persistence.Embeddable;

/// A row of `skill`.
@Embeddable
record SkillRow(int position, String name, String kind, int power, String description) {}
