package dev.millrace.jobs.embedded;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/// Cuts a paragraph into sentences.
///
/// Chinese ends sentences with its own marks and needs no spaces; English goes by the JDK's rules,
/// after which a piece that begins in lower case or follows a known abbreviation is joined to the
/// one before. Nothing is lost: the pieces in order are the paragraph.
///
/// A sentence longer than [#LONGEST] is cut, so that what reads one has a bound. The JDK's rules
/// take a time that grows with the square of a text such as `.(.(.(`: they see a window at a time.
public final class Sentences {

  /// Characters that a sentence has at most.
  public static final int LONGEST = 600;

  private static final int WINDOW = 2 * LONGEST;
  private static final String WIDE_ENDS = "。！？；…";
  private static final String AFTER_AN_END = WIDE_ENDS + "”’」』）】》\"')";
  private static final List<String> ABBREVIATIONS =
      List.of(
          "e.g.", "i.e.", "no.", "mr.", "ms.", "dr.", "vs.", "etc.", "inc.", "ltd.", "co.", "fig.",
          "art.", "sec.");

  private Sentences() {}

  /// The sentences of `paragraph`, stripped, none blank.
  public static List<String> of(String paragraph, Language language) {
    List<String> sentences =
        switch (language) {
          case ZH -> chinese(paragraph);
          case EN -> english(paragraph);
        };
    return sentences.stream()
        .flatMap(sentence -> pieces(sentence).stream())
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static List<String> pieces(String sentence) {
    if (sentence.length() <= LONGEST) {
      return List.of(sentence);
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (sentence.length() - from > LONGEST) {
      int to = cut(sentence, from);
      pieces.add(sentence.substring(from, to));
      from = to;
    }
    pieces.add(sentence.substring(from));
    return pieces;
  }

  /// After the last space in the second half, else between two characters.
  private static int cut(String text, int from) {
    int limit = from + LONGEST;
    int space = text.lastIndexOf(' ', limit - 1);
    if (space >= from + LONGEST / 2) {
      return space + 1;
    }
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  private static List<String> chinese(String text) {
    List<String> sentences = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (endsAt(text, i)) {
        int to = i + 1;
        while (to < text.length() && AFTER_AN_END.indexOf(text.charAt(to)) >= 0) {
          to++;
        }
        sentences.add(text.substring(from, to));
        from = to;
        i = to - 1;
      }
    }
    sentences.add(text.substring(from));
    return sentences;
  }

  private static boolean endsAt(String text, int i) {
    char c = text.charAt(i);
    return WIDE_ENDS.indexOf(c) >= 0
        || ("!?.;".indexOf(c) >= 0 && i + 1 < text.length() && text.charAt(i + 1) == ' ');
  }

  private static List<String> english(String text) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Language.EN.locale());
    List<String> sentences = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int start = from;
      int end = Math.min(text.length(), start + WINDOW);
      breaks.setText(text.substring(start, end));
      for (int at = breaks.next(); at != BreakIterator.DONE; at = breaks.next()) {
        int to = start + at;
        // What stands at the end of a window may go on behind it.
        if ((to < end || end == text.length()) && !goesOn(text, from, to)) {
          sentences.add(text.substring(from, to));
          from = to;
        }
      }
      if (from == start) {
        from = cut(text, start);
        sentences.add(text.substring(start, from));
      }
    }
    return sentences;
  }

  /// Whether the sentence that begins at `from` does not end at `to` after all.
  private static boolean goesOn(String text, int from, int to) {
    return to < text.length()
        && to - from < LONGEST
        && (Character.isLowerCase(text.charAt(to)) || abbreviated(text, from, to));
  }

  private static boolean abbreviated(String text, int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int last = end;
    return ABBREVIATIONS.stream()
        .anyMatch(a -> {
          int start = last - a.length();
          return start >= from
              && text.regionMatches(true, start, a, 0, a.length())
              && (start == from || text.charAt(start - 1) == ' ');
        });
  }
}
