@NullMarked
package dev.millrace.jobs.project;

import org.jspecify.annotations.NullMarked;
