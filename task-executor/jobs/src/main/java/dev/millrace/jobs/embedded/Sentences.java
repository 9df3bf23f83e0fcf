package dev.millrace.jobs.embedded;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/// Cuts a paragraph into sentences.
///
/// Chinese ends sentences with its own marks and needs no spaces; English goes by the JDK's rules,
/// after which a piece that begins in lower case or follows a known abbreviation is joined to the
/// one before. Nothing is lost: the pieces in order are the paragraph.
public final class Sentences {

  private static final String WIDE_ENDS = "。！？；…";
  private static final String CLOSERS = "”’」』）】》\"')";
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
    return sentences.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static List<String> chinese(String text) {
    List<String> sentences = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (endsAt(text, i)) {
        int to = i + 1;
        while (to < text.length() && (WIDE_ENDS + CLOSERS).indexOf(text.charAt(to)) >= 0) {
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
    breaks.setText(text);
    List<String> sentences = new ArrayList<>();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      String piece = text.substring(from, to);
      if (!sentences.isEmpty() && (continues(piece) || abbreviated(sentences.getLast()))) {
        sentences.add(sentences.removeLast() + piece);
      } else {
        sentences.add(piece);
      }
      from = to;
    }
    return sentences;
  }

  private static boolean continues(String piece) {
    return !piece.isEmpty() && Character.isLowerCase(piece.charAt(0));
  }

  private static boolean abbreviated(String sentence) {
    String end = sentence.strip().toLowerCase(Language.EN.locale());
    return ABBREVIATIONS.stream().anyMatch(a -> end.equals(a) || end.endsWith(" " + a));
  }
}
