@NullMarked
package dev.millrace.jobs.llm;

import org.jspecify.annotations.NullMarked;
