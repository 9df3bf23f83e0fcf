/// What can go wrong with a call of a language model, and when it is worth another try.
@NullMarked
package dev.millrace.jobs.llm.failure;

import org.jspecify.annotations.NullMarked;
