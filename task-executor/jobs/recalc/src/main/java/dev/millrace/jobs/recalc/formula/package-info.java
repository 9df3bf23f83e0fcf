/// What a monster is worth: pure formulas from base stats, skills and weights to a score with its
/// explanation, five dimensions, a role and tags.
///
/// Nothing here reads a clock, a database or a random number: the same monster and weights give the
/// same answer to the last digit, today and on another machine. All arithmetic is on whole numbers
/// (thousandths of a base stat, millionths of a weight, ten-thousandths of a score), so parts add
/// up exactly.
@NullMarked
package dev.millrace.jobs.recalc.formula;

import org.jspecify.annotations.NullMarked;
