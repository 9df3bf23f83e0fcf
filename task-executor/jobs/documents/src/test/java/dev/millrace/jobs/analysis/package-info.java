@NullMarked
package dev.millrace.jobs.analysis;

import org.jspecify.annotations.NullMarked;
