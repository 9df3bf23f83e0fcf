package dev.millrace.jobs.analysis;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.Workload;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Chunks;
import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.LanguageModel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Analyses a tender or a workload, chunk by chunk.
///
/// The findings of each chunk are committed before the next one is read. A crash, retry or takeover
/// goes on with the first chunk that is not in the checkpoint; at most the one chunk that was being
/// read is paid for again. A checkpoint made by another engine, or with another chunk size, is not
/// used.
final class AnalysisHandler implements TaskHandler<AnalysisParameters, AnalysisResult> {

  private final DocumentSource source;
  private final LanguageModel model;
  private final EmbeddedModels embedded;

  AnalysisHandler(DocumentSource source, LanguageModel model, EmbeddedModels embedded) {
    this.source = source;
    this.model = model;
    this.embedded = embedded;
  }

  @Override
  public TaskType type() {
    return new TaskType("analysis");
  }

  @Override
  public String description() {
    return "Analyses a tender (summary and facts by aspect) or breaks down a workload (items and hours).";
  }

  @Override
  public Class<AnalysisParameters> parameters() {
    return AnalysisParameters.class;
  }

  @Override
  public Optional<Class<AnalysisResult>> result() {
    return Optional.of(AnalysisResult.class);
  }

  @Override
  public Optional<AcceptedFiles> files() {
    return Optional.of(DocumentSource.FILES);
  }

  /// With a language model nearly all of it is waiting for that; what is computed about an answer
  /// is bounded by the size of a chunk.
  @Override
  public Workload workload() {
    return model.available() ? Workload.WAITS : Workload.COMPUTES;
  }

  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withTimeout(Duration.ofHours(1));
  }

  @Override
  public AnalysisResult run(AnalysisParameters parameters, TaskContext context) throws Exception {
    Document document = source.read(parameters.text(), parameters.upload(), context.userId());
    Reading reading = model.available() ? new ModelReading(model) : new ExtractiveReading(embedded);
    Language own = Report.language(document);
    Language language =
        parameters.language() == null || !model.available() ? own : parameters.language();
    List<Chunk> chunks = Chunks.of(document, reading.engine().chunkSize());
    String fingerprint =
        String.format(
            Locale.ROOT,
            "%s/%d/%d/%d",
            reading.engine().word(),
            reading.engine().chunkSize(),
            document.characters(),
            chunks.size());

    Findings findings =
        context
            .checkpoint(Findings.class)
            .filter(saved -> saved.document().equals(fingerprint))
            .orElseGet(() -> Findings.none(fingerprint));
    for (Chunk chunk : chunks.subList(Math.min(findings.chunks(), chunks.size()), chunks.size())) {
      report(context, findings, chunks.size(), 0);
      Reading.Read read =
          reading.read(
              chunk, assignment(parameters, context, language, own, findings, chunks.size()));
      findings = findings.plus(read.findings(), read.usage(), read.model());
      context.commit(findings, TransactionalWork.NONE);
    }
    report(context, findings, chunks.size(), 0);
    Reading.Concluded concluded =
        reading.conclude(
            findings, assignment(parameters, context, language, own, findings, chunks.size()));
    AnalysisResult result =
        new Report(document)
            .of(parameters.kindOrDefault(), findings, concluded, reading.engine().word(), language);
    long all = chunks.size() + 1L;
    context.progress(all, all, "done", null);
    return result;
  }

  private static Reading.Assignment assignment(
      AnalysisParameters parameters,
      TaskContext context,
      Language language,
      Language source,
      Findings findings,
      int chunks) {
    return new Reading.Assignment(
        context.taskId(),
        parameters.kindOrDefault(),
        language,
        source,
        characters -> report(context, findings, chunks, characters));
  }

  private static void report(TaskContext context, Findings findings, int chunks, long characters) {
    String message =
        findings.chunks() < chunks
            ? String.format(Locale.ROOT, "reading part %d of %d", findings.chunks() + 1, chunks)
            : "summing up";
    context.progress(
        findings.chunks(), (long) chunks + 1, message, Map.of("characters", characters));
  }
}
