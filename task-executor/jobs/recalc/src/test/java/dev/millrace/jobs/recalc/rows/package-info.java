@NullMarked
package dev.millrace.jobs.recalc.rows;

import org.jspecify.annotations.NullMarked;
