@NullMarked
package dev.millrace.jobs.graph;

import org.jspecify.annotations.NullMarked;
