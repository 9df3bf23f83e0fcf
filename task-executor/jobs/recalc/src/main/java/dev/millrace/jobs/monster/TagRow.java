package dev.millrace.jobs.monster;

import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/// A row of `monster_tag`; the name comes with it in the same statement.
///
/// @param source what gave the tag first: `given`, `stats` or `skills`
@Embeddable
record TagRow(
    @ManyToOne(fetch = FetchType.EAGER) @JoinColumn(name = "tag_id") TagEntity tag,
    String source) {}
