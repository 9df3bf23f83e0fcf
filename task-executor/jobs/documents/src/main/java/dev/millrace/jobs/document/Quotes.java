package dev.millrace.jobs.document;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds where a quotation stands, and so whether it is one.
///
/// White space, case, the form of characters (NFKC) and quotation marks are overlooked; every other
/// character must be there. A quotation may run over the end of a passage; it then stands where it
/// begins.
public final class Quotes {

  private static final int SHORTEST = 4;

  private final List<Passage> passages;
  private final String text;
  private final int[] starts;

  public Quotes(List<Passage> passages) {
    this.passages = List.copyOf(passages);
    this.starts = new int[passages.size()];
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < starts.length; i++) {
      starts[i] = all.length();
      all.append(bare(passages.get(i).text()));
    }
    this.text = all.toString();
  }

  /// The place of the first occurrence; empty when the text is nowhere in the document.
  public Optional<Place> find(String quote) {
    String wanted = bare(quote);
    int at = wanted.length() < SHORTEST ? -1 : text.indexOf(wanted);
    if (at < 0) {
      return Optional.empty();
    }
    int passage = Arrays.binarySearch(starts, at);
    return Optional.of(passages.get(passage >= 0 ? lastAt(passage) : -passage - 2).place());
  }

  /// Of passages that begin at the same character all but the last are empty.
  private int lastAt(int passage) {
    int last = passage;
    while (last + 1 < starts.length && starts[last + 1] == starts[passage]) {
      last++;
    }
    return last;
  }

  private static String bare(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Z}\"'“”‘’「」『』\\u200B]+", "");
  }
}
