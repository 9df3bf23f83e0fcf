package dev.millrace.jobs.graph.extract;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Engine;
import dev.millrace.jobs.document.Passage;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.Embedder;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.embedded.Ranking;
import dev.millrace.jobs.embedded.Sentences;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.Usage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds names by rules, and what two of them in one sentence have to do with each other by the
/// embedded model.
///
/// A sentence ties each name to the one that follows. What stands between the two, with the names
/// masked, gets the label of the [Relation] that it is most like, or [Relation#ANY].
final class EmbeddedExtractor implements Extractor {

  private static final int MOST_TIES = 8;

  private final EmbeddedModels models;

  EmbeddedExtractor(EmbeddedModels models) {
    this.models = models;
  }

  @Override
  public Engine engine() {
    return Engine.EMBEDDED;
  }

  @Override
  public Extraction extract(Chunk chunk, Language language, TaskId task, AnswerListener listener)
      throws InterruptedException {
    Labels labels = new Labels(models.in(language), language);
    List<Passage> sentences = sentences(chunk, language);
    NameRules rules = NameRules.of(language, sentences.stream().map(Passage::text).toList());
    Map<String, Mention> mentions = new LinkedHashMap<>();
    List<Claim> claims = new ArrayList<>();
    long read = 0;
    for (Passage sentence : sentences) {
      if (Thread.interrupted()) {
        throw new InterruptedException("asked to stop");
      }
      List<Found> names = rules.in(sentence.text());
      for (Found name : names) {
        String key = Names.key(name.name());
        mentions.merge(
            key, new Mention(key, name.name(), name.kind(), 1), EmbeddedExtractor::together);
      }
      int ties = Math.min(MOST_TIES, names.size() - 1);
      for (int i = 0; i < ties; i++) {
        claim(sentence, names.get(i), names.get(i + 1), labels, claims);
      }
      read += sentence.text().length();
      listener.received(read);
    }
    return new Extraction(List.copyOf(mentions.values()), claims, 0, Usage.NONE, null);
  }

  private static void claim(
      Passage sentence, Found source, Found target, Labels labels, List<Claim> claims)
      throws InterruptedException {
    String from = Names.key(source.name());
    String to = Names.key(target.name());
    if (from.equals(to)) {
      return;
    }
    claims.add(
        new Claim(
            from,
            labels.of(sentence.text().substring(source.end(), target.start())),
            to,
            sentence.text(),
            sentence.place().page(),
            sentence.place().paragraph()));
  }

  private static Mention together(Mention first, Mention next) {
    return new Mention(first.key(), first.name(), first.kind(), first.mentions() + 1);
  }

  private static List<Passage> sentences(Chunk chunk, Language language) {
    return chunk.passages().stream()
        .flatMap(passage ->
            Sentences.of(passage.text(), language).stream()
                .map(sentence -> new Passage(sentence, passage.place())))
        .toList();
  }

  /// The label of what stands between two names. The same words are embedded once a part.
  private static final class Labels {
    private static final int LONGEST = 80;
    private static final Pattern LIST =
        Pattern.compile("[\\s\\p{Punct}，、；（）《》“”]*+(?:and|or|和|与|及|以及|或)?+\\s*+(?:the )?+[《“]?+");

    private final Embedder embedder;
    private final Language language;
    private final Map<Relation, List<float[]>> phrases = new EnumMap<>(Relation.class);
    private final Map<String, String> known = new LinkedHashMap<>();

    Labels(Embedder embedder, Language language) throws InterruptedException {
      this.embedder = embedder;
      this.language = language;
      for (Relation relation : Relation.values()) {
        List<float[]> vectors = new ArrayList<>();
        for (String phrase : relation.phrases(language)) {
          vectors.add(embedder.embed(phrase));
        }
        phrases.put(relation, vectors);
      }
    }

    String of(String between) throws InterruptedException {
      if (between.length() > LONGEST || LIST.matcher(between).matches()) {
        return Relation.ANY;
      }
      String masked = language == Language.ZH ? "甲" + between + "乙" : "X" + between + "Y";
      String label = known.get(masked);
      if (label == null) {
        label = nearest(embedder.embed(masked));
        known.put(masked, label);
      }
      return label;
    }

    private String nearest(float[] vector) {
      String label = Relation.ANY;
      double best = Relation.least(language);
      for (Map.Entry<Relation, List<float[]>> entry : phrases.entrySet()) {
        double score = Ranking.similarity(List.of(vector), entry.getValue())[0];
        if (score >= best) {
          best = score;
          label = entry.getKey().label();
        }
      }
      return label;
    }
  }
}
