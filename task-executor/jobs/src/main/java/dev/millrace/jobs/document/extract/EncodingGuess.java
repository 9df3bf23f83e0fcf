package dev.millrace.jobs.document.extract;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which encodings a text without a mark may have: ICU's detector names some, and of these those
/// count in which the text looks like one that was written by people.
///
/// Bytes are valid in many encodings, so a detector always has an answer, and for a few words a
/// poor one. What a wrong encoding makes of a text is rare characters, or letters that do not stand
/// together in words.
final class EncodingGuess {

  /// The share of characters beyond ASCII that must be usual ones. Real texts are above 0.9, others
  /// below 0.6.
  private static final double LIKELY = 0.75;

  private EncodingGuess() {}

  /// @param usual share of the characters beyond ASCII that are usual in the encoding
  private record Candidate(Charset charset, double usual) {}

  /// The likeliest first.
  static List<Charset> of(byte[] sample) {
    List<Candidate> likely = new ArrayList<>();
    for (Charset charset : named(sample)) {
      double usual = UsualCharacters.share(new String(sample, charset), charset);
      if (usual >= LIKELY) {
        likely.add(new Candidate(charset, usual));
      }
    }
    // Where two are alike, the order is that of the detector.
    likely.sort(Comparator.comparingDouble(Candidate::usual).reversed());
    return likely.stream().map(Candidate::charset).toList();
  }

  private static Set<Charset> named(byte[] sample) {
    Set<Charset> named = new LinkedHashSet<>();
    for (CharsetMatch match : new CharsetDetector().setText(sample).detectAll()) {
      String name = match.getName();
      Charset charset = TextEncoding.labelled(name);
      if (charset != null && !name.startsWith("UTF-") && !name.startsWith("IBM")) {
        named.add(charset);
      }
    }
    // Of a few words the detector names none.
    named.add(TextEncoding.GB18030);
    named.add(TextEncoding.WESTERN);
    return named;
  }
}
