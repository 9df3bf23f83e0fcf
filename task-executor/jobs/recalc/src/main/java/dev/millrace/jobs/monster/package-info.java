/// Monsters as clients read them over HTTP.
///
/// `MonsterController -> MonsterRepository -> entities -> MonsterView`. Entities are read, never
/// written: rows come in through [dev.millrace.jobs.intake] and change through
/// [dev.millrace.jobs.recalc], both in plain SQL.
@NullMarked
package dev.millrace.jobs.monster;

import org.jspecify.annotations.NullMarked;
