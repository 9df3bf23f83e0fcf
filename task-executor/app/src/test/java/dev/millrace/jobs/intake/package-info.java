@NullMarked
package dev.millrace.jobs.intake;

import org.jspecify.annotations.NullMarked;
