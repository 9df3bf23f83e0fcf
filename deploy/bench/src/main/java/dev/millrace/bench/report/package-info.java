/// Figures as a table for people and as JSON for charts.
@NullMarked
package dev.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
