package dev.millrace.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedModelsTest {

  private final EmbeddedModels models = new EmbeddedModels(new EmbeddedProperties(2));

  @Test
  void meaningIsNearerThanWordsInBothLanguages() throws Exception {
    assertThat(
            nearest(
                Language.EN,
                "When must the bid be handed in?",
                "The submission deadline is 1 March at noon.",
                "The lake was quiet in the morning."))
        .isZero();
    assertThat(nearest(Language.ZH, "付款方式是什么", "合同签订后十日内支付百分之三十的预付款。", "今天天气晴朗，适合出游。")).isZero();
  }

  @Test
  void manyThreadsShareOneModel() throws Exception {
    Embedder embedder = models.in(Language.EN);
    float[] alone = embedder.embed("the same text");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<float[]>> all =
          IntStream.range(0, 40)
              .mapToObj(_ -> threads.submit(() -> embedder.embed("the same text")))
              .toList();
      for (Future<float[]> one : all) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(alone);
      }
    }
  }

  private int nearest(Language language, String query, String... texts)
      throws InterruptedException {
    Embedder embedder = models.in(language);
    float[] wanted = embedder.embed(query);
    int best = -1;
    double bestScore = -1;
    for (int i = 0; i < texts.length; i++) {
      double score = Ranking.similarity(List.of(embedder.embed(texts[i])), List.of(wanted))[0];
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }
}
