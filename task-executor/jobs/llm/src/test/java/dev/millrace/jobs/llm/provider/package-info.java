@NullMarked
package dev.millrace.jobs.llm.provider;

import org.jspecify.annotations.NullMarked;
