/// One line of NDJSON as a monster, or what is wrong with it. Pure.
@NullMarked
package dev.millrace.jobs.intake.line;

import org.jspecify.annotations.NullMarked;
