package dev.millrace.jobs.generation;

import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.Embedder;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.embedded.Ranking;
import dev.millrace.jobs.embedded.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Sums up a scene by its own most central sentences, in their order. Of a scene with very many
/// sentences it reads the first ones: each is a vector that is kept to the end.
final class SceneExtract {

  private static final int MOST_SENTENCES = 5_000;

  private final EmbeddedModels models;

  /// Hears how many sentences have been read, of how many.
  @FunctionalInterface
  interface Heard {
    void sentences(int read, int all);
  }

  SceneExtract(EmbeddedModels models) {
    this.models = models;
  }

  String of(String scene, int count, Heard heard) throws InterruptedException {
    Language language = Language.of(scene);
    Embedder embedder = models.in(language);
    List<String> sentences =
        scene
            .lines()
            .flatMap(line -> Sentences.of(line, language).stream())
            .limit(MOST_SENTENCES)
            .toList();
    List<float[]> vectors = new ArrayList<>();
    for (String sentence : sentences) {
      vectors.add(embedder.embed(sentence));
      heard.sentences(vectors.size(), sentences.size());
    }
    return Ranking.diverse(vectors, Ranking.centrality(vectors), count, 0).stream()
        .sorted(Comparator.comparingInt(Ranking.Pick::index))
        .map(pick -> sentences.get(pick.index()))
        .collect(Collectors.joining(language == Language.ZH ? "" : " "));
  }
}
