package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.hostile.honest.Latencies;
import java.util.Optional;

/// What came of one attack.
///
/// @param round from 0; seed, round and name repeat it
/// @param honest what the honest user felt from its beginning until its tasks had ended, where no
///   other attack went on
/// @param unended tasks of the attacker that have no end, in words; empty when all have one
public record ShapeOutcome(
    String name, int round, Tally tally, Optional<Latencies> honest, Optional<String> unended) {}
