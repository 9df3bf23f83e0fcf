package dev.millrace.jobs.llm.provider;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.failure.CallFailure;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes `llm_request` and `llm_response` for every call, as log lines and as metrics.
///
/// Each line is readable as it is (`llm_response task=... provider=...`) and carries the same as
/// key and value pairs for structured logging. It is given counts and codes only: there is no way
/// for a text or a key to come here.
final class CallJournal {

  private static final Logger log = LoggerFactory.getLogger("dev.millrace.llm");

  private final MeterRegistry meters;

  CallJournal(MeterRegistry meters) {
    this.meters = meters;
  }

  void asked(TaskId task, ProviderSettings provider, CallKind kind, long promptTokens) {
    Map<String, Object> fields = fields("llm_request", task, provider);
    fields.put("kind", kind.name());
    fields.put("prompt_tokens", promptTokens);
    write(log.atInfo(), "llm_request", fields);
  }

  void answered(TaskId task, ProviderSettings provider, Answer answer, Duration took) {
    Map<String, Object> fields = fields("llm_response", task, provider);
    fields.put("duration_ms", took.toMillis());
    fields.put("success", true);
    fields.put("prompt_tokens", answer.usage().promptTokens());
    fields.put("response_tokens", answer.usage().completionTokens());
    write(log.atInfo(), "llm_response", fields);
    time(provider, "none", took);
    tokens(provider, "prompt", answer.usage().promptTokens());
    tokens(provider, "completion", answer.usage().completionTokens());
  }

  void failed(TaskId task, ProviderSettings provider, CallFailure failure, Duration took) {
    Map<String, Object> fields = fields("llm_response", task, provider);
    fields.put("duration_ms", took.toMillis());
    fields.put("success", false);
    fields.put("error", failure.failure().getMessage());
    write(log.atWarn(), "llm_response", fields);
    time(provider, failure.code(), took);
  }

  void abandoned(TaskId task, ProviderSettings provider, Duration took) {
    Map<String, Object> fields = fields("llm_response", task, provider);
    fields.put("duration_ms", took.toMillis());
    fields.put("success", false);
    fields.put("error", "interrupted");
    write(log.atInfo(), "llm_response", fields);
    time(provider, "interrupted", took);
  }

  private void time(ProviderSettings provider, String error, Duration took) {
    Timer.builder("millrace.llm.calls")
        .description("Calls to language models")
        .tag("provider", provider.name())
        .tag("model", provider.model())
        .tag("error", error)
        .register(meters)
        .record(took);
  }

  private void tokens(ProviderSettings provider, String direction, long tokens) {
    DistributionSummary.builder("millrace.llm.tokens")
        .description("Tokens of a call to a language model")
        .baseUnit("tokens")
        .tag("provider", provider.name())
        .tag("model", provider.model())
        .tag("direction", direction)
        .register(meters)
        .record((double) tokens);
  }

  private static Map<String, Object> fields(String event, TaskId task, ProviderSettings provider) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event);
    fields.put("task_id", task.toString());
    fields.put("provider", provider.name());
    fields.put("model", provider.model());
    return fields;
  }

  private static void write(LoggingEventBuilder line, String event, Map<String, Object> fields) {
    LoggingEventBuilder full = line;
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      full = full.addKeyValue(field.getKey(), field.getValue());
    }
    full.log(
        fields.entrySet().stream()
            .filter(field -> !field.getKey().equals("event"))
            .map(field -> field.getKey() + "=" + quoted(field.getValue()))
            .collect(Collectors.joining(" ", event + " ", "")));
  }

  private static String quoted(Object value) {
    String text = value.toString();
    return text.contains(" ") ? '"' + text.replace('"', '\'') + '"' : text;
  }
}
