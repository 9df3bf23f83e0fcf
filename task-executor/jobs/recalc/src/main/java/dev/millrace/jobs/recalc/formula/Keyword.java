package dev.millrace.jobs.recalc.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A word or phrase to look for in the text of a skill.
///
/// @param text lower case
/// @param wholeWord whether letters beside it make it another word, as in English: `heal` is not in
///   `health`
record Keyword(String text, boolean wholeWord) {

  /// Reads keywords separated by commas.
  static List<Keyword> list(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .map(word -> new Keyword(word, isLatin(word.codePointAt(0))))
        .toList();
  }

  /// Whether any of the keywords is in a text.
  ///
  /// @param lowerCase the text in lower case
  static boolean anyIn(List<Keyword> keywords, String lowerCase) {
    for (Keyword keyword : keywords) {
      if (keyword.isIn(lowerCase)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(String lowerCase) {
    for (int at = lowerCase.indexOf(text); at >= 0; at = lowerCase.indexOf(text, at + 1)) {
      if (!wholeWord
          || (isBoundary(lowerCase, at - 1) && isBoundary(lowerCase, at + text.length()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBoundary(String lowerCase, int index) {
    return index < 0 || index >= lowerCase.length() || !isLatin(lowerCase.charAt(index));
  }

  private static boolean isLatin(int character) {
    return Character.isLetter(character)
        && Character.UnicodeScript.of(character) == Character.UnicodeScript.LATIN;
  }
}
