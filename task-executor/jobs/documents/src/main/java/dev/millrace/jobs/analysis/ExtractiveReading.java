package dev.millrace.jobs.analysis;

import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Engine;
import dev.millrace.jobs.document.Passage;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.Embedder;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.embedded.Ranking;
import dev.millrace.jobs.embedded.Sentences;
import dev.millrace.jobs.llm.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads with the embedded model: every finding is a sentence of the document, and so is its quote.
///
/// The answer is in the document's language, whichever was asked for: an extract cannot translate.
final class ExtractiveReading implements Reading {

  private static final int PER_TAB = 4;
  private static final int PER_SUMMARY = 3;
  private static final int SUMMARY = 6;
  private static final double NEAR = 0.03;
  private static final double ANYTHING = -2;
  private static final String ENDS = ".!?;:。！？；：…”’\"')）";

  private final EmbeddedModels models;

  ExtractiveReading(EmbeddedModels models) {
    this.models = models;
  }

  @Override
  public Engine engine() {
    return Engine.EMBEDDED;
  }

  @Override
  public Read read(Chunk chunk, Assignment assignment) throws InterruptedException {
    Embedder embedder = models.in(assignment.source());
    List<Passage> sentences = sentences(chunk, assignment.source());
    List<float[]> vectors = new ArrayList<>();
    long read = 0;
    for (Passage sentence : sentences) {
      vectors.add(embedder.embed(sentence.text()));
      read += sentence.text().length();
      assignment.listener().received(read);
    }
    List<Finding> findings = new ArrayList<>();
    double[] central = central(vectors, sentences.stream().map(Passage::text).toList());
    pick(findings, Finding.SUMMARY, sentences, vectors, central, PER_SUMMARY, ANYTHING);
    switch (assignment.kind()) {
      case TENDER -> {
        Map<Tab, double[]> scores = new EnumMap<>(Tab.class);
        for (Tab tab : Tab.values()) {
          List<float[]> queries = all(embedder, tab.queries(assignment.source()));
          scores.put(tab, Ranking.similarity(vectors, queries));
        }
        for (Tab tab : Tab.values()) {
          double[] own = best(scores, tab);
          pick(findings, tab.id(), sentences, vectors, own, PER_TAB, least(assignment.source()));
        }
      }
      case WORKLOAD -> findings.addAll(WorkItems.in(sentences));
    }
    return new Read(findings, Usage.NONE, Optional.empty());
  }

  @Override
  public Concluded conclude(Findings findings, Assignment assignment) throws InterruptedException {
    List<Finding> candidates = findings.of(Finding.SUMMARY);
    Embedder embedder = models.in(assignment.source());
    List<String> texts = candidates.stream().map(Finding::text).toList();
    List<float[]> vectors = all(embedder, texts);
    String separator = assignment.source() == Language.ZH ? "" : " ";
    String summary =
        Ranking.diverse(vectors, central(vectors, texts), SUMMARY, ANYTHING).stream()
            .sorted(Comparator.comparingInt(Ranking.Pick::index))
            .map(pick -> candidates.get(pick.index()).text())
            .collect(Collectors.joining(separator));
    return new Concluded(summary, Usage.NONE);
  }

  /// The scores of one tab, where no other tab's are clearly higher, and 0 elsewhere: a sentence
  /// that is a little like everything belongs to what it is most like.
  private static double[] best(Map<Tab, double[]> scores, Tab tab) {
    double[] own = scores.getOrDefault(tab, new double[0]).clone();
    for (int i = 0; i < own.length; i++) {
      for (double[] others : scores.values()) {
        own[i] = others[i] > own[i] + NEAR ? 0 : own[i];
      }
    }
    return own;
  }

  /// Below this a sentence has nothing to do with the query; the two models spread differently.
  private static double least(Language language) {
    return switch (language) {
      case EN -> 0.63;
      case ZH -> 0.5;
    };
  }

  private static void pick(
      List<Finding> findings,
      String topic,
      List<Passage> sentences,
      List<float[]> vectors,
      double[] scores,
      int count,
      double least) {
    Ranking.diverse(vectors, scores, count, least).stream()
        .sorted(Comparator.comparingInt(Ranking.Pick::index))
        .forEach(pick -> {
          Passage sentence = sentences.get(pick.index());
          findings.add(
              new Finding(
                  topic, sentence.text(), sentence.text(), sentence.place(), null, pick.score()));
        });
  }

  private static List<float[]> all(Embedder embedder, List<String> texts)
      throws InterruptedException {
    List<float[]> vectors = new ArrayList<>();
    for (String text : texts) {
      vectors.add(embedder.embed(text));
    }
    return vectors;
  }

  /// How central each text is. A heading is like all that stands under it and says none of it: it
  /// counts only where there is nothing but headings.
  private static double[] central(List<float[]> vectors, List<String> texts) {
    double[] scores = Ranking.centrality(vectors);
    if (texts.stream().anyMatch(ExtractiveReading::isSentence)) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = isSentence(texts.get(i)) ? scores[i] : Double.NEGATIVE_INFINITY;
      }
    }
    return scores;
  }

  private static boolean isSentence(String text) {
    return ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static int shortest(Language language) {
    return switch (language) {
      case EN -> 20;
      case ZH -> 6;
    };
  }

  /// What is too short says nothing, and rows of dots are a table of contents.
  private static List<Passage> sentences(Chunk chunk, Language language) {
    return chunk.passages().stream()
        .flatMap(passage ->
            Sentences.of(passage.text(), language).stream()
                .filter(text ->
                    text.length() >= shortest(language)
                        && !text.contains(". . .")
                        && !text.contains("....")
                        && !text.contains("……"))
                .map(text -> new Passage(text, passage.place())))
        .toList();
  }
}
