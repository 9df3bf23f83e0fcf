@NullMarked
package dev.millrace.jobs.intake.line;

import org.jspecify.annotations.NullMarked;
