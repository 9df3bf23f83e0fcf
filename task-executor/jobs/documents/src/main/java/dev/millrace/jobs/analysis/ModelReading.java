package dev.millrace.jobs.analysis;

import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Engine;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.JsonAnswers;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.Material;
import dev.millrace.jobs.llm.Question;
import dev.millrace.jobs.llm.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads with a language model, one call a chunk and one for the summary.
///
/// What the model claims is not trusted: unknown tabs and items without text are dropped here,
/// quotes and sums are checked by [Report].
final class ModelReading implements Reading {

  private static final Set<String> TABS =
      Arrays.stream(Tab.values()).map(Tab::id).collect(Collectors.toSet());
  private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(100_000);
  private static final int MOST_DECIMALS = 30;

  private final LanguageModel model;
  private final JsonAnswers answers;

  ModelReading(LanguageModel model) {
    this.model = model;
    this.answers = new JsonAnswers(model);
  }

  @Override
  public Engine engine() {
    return Engine.languageModel(16_000);
  }

  @Override
  public Read read(Chunk chunk, Assignment assignment) throws InterruptedException {
    Question question =
        Question.of(
            assignment.task(),
            callKind(assignment.kind()),
            Question.Form.JSON,
            Prompts.reading(assignment.kind(), assignment.language()),
            Material.fenced(chunk.text()));
    JsonAnswers.Parsed<Reply> parsed = answers.ask(question, Reply.class, assignment.listener());
    return new Read(
        findings(parsed.value(), assignment.kind()),
        parsed.usage(),
        Optional.of(parsed.provider() + "/" + parsed.model()));
  }

  @Override
  public Concluded conclude(Findings findings, Assignment assignment) throws InterruptedException {
    List<String> summaries = findings.of(Finding.SUMMARY).stream().map(Finding::text).toList();
    if (summaries.size() <= 1) {
      return new Concluded(String.join("", summaries), Usage.NONE);
    }
    Answer answer =
        model.ask(
            Question.of(
                assignment.task(),
                callKind(assignment.kind()),
                Question.Form.TEXT,
                Prompts.concluding(assignment.language()),
                Material.fenced(String.join("\n", summaries))),
            assignment.listener());
    return new Concluded(answer.text().strip(), answer.usage());
  }

  private static List<Finding> findings(Reply reply, AnalysisParameters.Kind kind) {
    List<Finding> findings = new ArrayList<>();
    if (reply.summary() != null && !reply.summary().isBlank()) {
      findings.add(new Finding(Finding.SUMMARY, reply.summary().strip(), null, null, null, 1));
    }
    for (ReplyItem item : JsonAnswers.readable(reply.items(), ReplyItem.class)) {
      if (item.text() == null || item.text().isBlank()) {
        continue;
      }
      String text = item.text().strip();
      switch (kind) {
        case TENDER -> {
          String tab = item.tab() == null ? "" : item.tab().toLowerCase(Locale.ROOT);
          if (TABS.contains(tab)) {
            findings.add(new Finding(tab, text, item.quote(), null, null, 1));
          }
        }
        case WORKLOAD ->
            findings.add(new Finding(Finding.WORK, text, item.quote(), null, hours(item), 1));
      }
    }
    return findings;
  }

  /// Hours that can be hours; anything else counts as not estimated.
  private static @Nullable BigDecimal hours(ReplyItem item) {
    BigDecimal hours = item.hours();
    return hours == null
            || hours.signum() < 0
            || hours.compareTo(MOST_HOURS) > 0
            || hours.scale() > MOST_DECIMALS
        ? null
        : hours;
  }

  private static CallKind callKind(AnalysisParameters.Kind kind) {
    return switch (kind) {
      case TENDER -> CallKind.ANALYSIS;
      case WORKLOAD -> CallKind.WORKLOAD;
    };
  }

  /// What the model is asked to answer with.
  record Reply(@Nullable String summary, @Nullable List<JsonNode> items) {}

  record ReplyItem(
      @Nullable String tab,
      @Nullable String text,
      @Nullable String quote,
      @Nullable BigDecimal hours) {}
}
