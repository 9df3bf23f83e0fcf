@NullMarked
package dev.millrace.jobs.generation;

import org.jspecify.annotations.NullMarked;
