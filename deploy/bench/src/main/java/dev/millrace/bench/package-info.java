/// Millrace beside what a user would pick instead, measured in one run on one machine.
///
/// [Bench] reads [Arguments], [Contenders] says what there is, [Campaign] gives each its turn in
/// each round, the figures go to [dev.millrace.bench.figures.Results] and from there into a table
/// and a JSON file.
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
