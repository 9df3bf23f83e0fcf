/// How monsters come in: NDJSON, a line each, upserted by name.
///
/// `MonsterIntakeController` and `SampleMonsters` hand a stream to [Intake]; it cuts lines
/// ([NdjsonLines]), reads each ([MonsterLineReader]) and writes batches ([MonsterUpserts]). A bad
/// line costs nothing but itself.
@NullMarked
package dev.millrace.jobs.intake;

import org.jspecify.annotations.NullMarked;
