/// Language models behind one port, whoever provides them.
///
/// A job hands a [dev.millrace.jobs.llm.Question] to [dev.millrace.jobs.llm.LanguageModel] and
/// blocks until an [dev.millrace.jobs.llm.Answer] is there. `LanguageModels` leases a provider from
/// the `ProviderPool` (weight, permits, token budget, circuit breaker), `OpenAiEndpoint` speaks the
/// protocol, `CallFailure` turns what went wrong into transient or permanent, and `CallJournal`
/// logs and measures. [dev.millrace.jobs.llm.JsonAnswers] stands in front of it for jobs that want
/// records instead of text. Neither the text nor the key reaches a log, an exception or a metric.
@NullMarked
package dev.millrace.jobs.llm;

import org.jspecify.annotations.NullMarked;
