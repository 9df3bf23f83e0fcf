@NullMarked
package dev.millrace.jobs.graph.extract;

import org.jspecify.annotations.NullMarked;
