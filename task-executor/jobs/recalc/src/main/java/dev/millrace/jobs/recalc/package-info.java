/// The task type `recalc`: computes scores, dimensions, roles and tags of monsters in bulk.
///
/// [RecalcHandler] reads a batch of rows with their skills and tags, hands each row to the pure
/// formulas in [dev.millrace.jobs.recalc.formula], and commits what changed together with its
/// checkpoint.
@NullMarked
package dev.millrace.jobs.recalc;

import org.jspecify.annotations.NullMarked;
