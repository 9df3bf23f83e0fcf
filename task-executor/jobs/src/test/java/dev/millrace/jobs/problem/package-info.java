@NullMarked
package dev.millrace.jobs.problem;

import org.jspecify.annotations.NullMarked;
