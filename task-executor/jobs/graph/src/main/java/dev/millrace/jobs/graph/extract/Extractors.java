package dev.millrace.jobs.graph.extract;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.Workload;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.llm.LanguageModel;

/// The engines that this executor has.
public final class Extractors {

  private final LanguageModel model;
  private final Extractor byModel;
  private final Extractor embedded;

  public Extractors(LanguageModel model, EmbeddedModels models) {
    this.model = model;
    this.byModel = new ModelExtractor(model);
    this.embedded = new EmbeddedExtractor(models);
  }

  /// A language model where one is configured, else the embedded engine.
  public Extractor preferred() {
    return model.available() ? byModel : embedded;
  }

  /// What [#preferred] makes of a build. One that another engine began goes on with that, on the
  /// threads of this one: the embedded models have threads of their own.
  public Workload workload() {
    return model.available() ? Workload.WAITS : Workload.COMPUTES;
  }

  /// The engine of a build that has begun: one graph is not read by two.
  public Extractor called(String engine) {
    if (engine.equals(byModel.engine().word())) {
      return byModel;
    }
    if (engine.equals(embedded.engine().word())) {
      return embedded;
    }
    throw new PermanentFailure("unknown-engine", "this build was begun by " + engine);
  }
}
