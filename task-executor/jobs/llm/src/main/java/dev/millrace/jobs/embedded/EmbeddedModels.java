package dev.millrace.jobs.embedded;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The embedding models of this process: one per language, loaded once at first use and shared.
///
/// ONNX sessions may be run by many threads at once, but each run takes a core and native memory,
/// hence the permits. A virtual thread that is in native code occupies its carrier: its texts are
/// embedded on a thread of the models' own.
public final class EmbeddedModels {

  private final Semaphore permits;
  private final ExecutorService threads;
  private final Once english =
      new Once(() -> new BgeSmallEnV15QuantizedEmbeddingModel(Runnable::run));
  private final Once chinese =
      new Once(() -> new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run));

  public EmbeddedModels(EmbeddedProperties settings) {
    this.permits = new Semaphore(settings.concurrency(), true);
    this.threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().name("millrace-embedding-", 0).daemon().factory());
  }

  /// The embedder for texts in `language`; a text in the other one is understood, but badly.
  public Embedder in(Language language) {
    Once model =
        switch (language) {
          case EN -> english;
          case ZH -> chinese;
        };
    return text -> {
      if (!Thread.currentThread().isVirtual()) {
        return embed(model, text);
      }
      Future<float[]> vector = threads.submit(() -> embed(model, text));
      try {
        return vector.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a text cannot be embedded", e.getCause());
      } finally {
        vector.cancel(true);
      }
    };
  }

  private float[] embed(Once model, String text) throws InterruptedException {
    permits.acquire();
    try {
      return model.get().embed(text).content().vector();
    } finally {
      permits.release();
    }
  }

  /// A model that is made by the first who asks; a failure is not remembered.
  private static final class Once {
    private final Supplier<EmbeddingModel> making;
    private @Nullable EmbeddingModel made;

    Once(Supplier<EmbeddingModel> making) {
      this.making = making;
    }

    synchronized EmbeddingModel get() {
      EmbeddingModel model = made;
      if (model == null) {
        model = making.get();
        made = model;
      }
      return model;
    }
  }
}
