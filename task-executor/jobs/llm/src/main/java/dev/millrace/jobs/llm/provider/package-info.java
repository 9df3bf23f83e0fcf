/// Providers that speak OpenAI's protocol, several behind one model: timeouts, budgets, the next
/// one when one fails.
@NullMarked
package dev.millrace.jobs.llm.provider;

import org.jspecify.annotations.NullMarked;
