package dev.millrace.jobs.graph.extract;

import java.text.Normalizer;
import java.util.Locale;

/// When two names mean the same thing: white space, case, the form of characters (NFKC) and an
/// English article in front are overlooked. Nothing more is: "IBM" and its full name are two nodes.
final class Names {

  /// Characters that a name may have.
  static final int LONGEST = 100;

  private Names() {}

  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ")
        .replaceFirst("^(the|an|a) (?=.)", "");
  }

  /// How often `name` stands in `text`, both as [#key] has them.
  static int count(String text, String name) {
    int count = 0;
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length())) {
      count++;
    }
    return count;
  }
}
