@NullMarked
package dev.millrace.jobs.llm.failure;

import org.jspecify.annotations.NullMarked;
