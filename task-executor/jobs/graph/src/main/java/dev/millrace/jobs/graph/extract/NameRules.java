package dev.millrace.jobs.graph.extract;

import dev.millrace.jobs.embedded.Language;
import java.util.List;

/// Which words of a sentence are names, by rules that know the whole part.
interface NameRules {

  /// The rules of a language, for the sentences of one part.
  static NameRules of(Language language, List<String> sentences) {
    return switch (language) {
      case EN -> new EnglishNames(sentences);
      case ZH -> new ChineseNames(sentences);
    };
  }

  /// The names of one of the sentences, in order, none inside another.
  List<Found> in(String sentence);
}
