package dev.millrace.jobs.document.extract.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /// How much more what is unusual counts than what the detector says: the power of the share.
  private static final double STRICT = 3;

  /// Of a few words the detector is as certain of one of these as of another. What is usual in the
  /// first of them is hardly so by accident.
  private static final List<Charset> OF_FEW_WORDS =
      List.of(
          TextEncoding.SHIFT_JIS,
          TextEncoding.EUC_JP,
          TextEncoding.GB18030,
          TextEncoding.EUC_KR,
          TextEncoding.BIG5,
          TextEncoding.WESTERN);

  private EncodingGuess() {}

  /// @param score how certain the detector is, less where the text is not all usual
  private record Candidate(Charset charset, double score) {}

  /// The likeliest first.
  static List<Charset> of(byte[] sample) {
    List<Candidate> likely = new ArrayList<>();
    named(sample)
        .forEach((charset, certain) -> {
          double usual = UsualCharacters.share(new String(sample, charset), charset);
          if (usual >= LIKELY) {
            likely.add(new Candidate(charset, certain * Math.pow(usual, STRICT)));
          }
        });
    likely.sort(
        Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparingInt(candidate -> rank(candidate.charset())));
    return likely.stream().map(Candidate::charset).toList();
  }

  /// @return how certain the detector is of each, from 0 to 100
  private static Map<Charset, Integer> named(byte[] sample) {
    Map<Charset, Integer> named = new LinkedHashMap<>();
    for (CharsetMatch match : new CharsetDetector().setText(sample).detectAll()) {
      String name = match.getName();
      Charset charset = TextEncoding.labelled(name);
      if (charset != null && !name.startsWith("UTF-") && !name.startsWith("IBM")) {
        named.merge(charset, match.getConfidence(), Math::max);
      }
    }
    named.putIfAbsent(TextEncoding.GB18030, 0);
    named.putIfAbsent(TextEncoding.WESTERN, 0);
    return named;
  }

  private static int rank(Charset charset) {
    int rank = OF_FEW_WORDS.indexOf(charset);
    return rank < 0 ? OF_FEW_WORDS.size() : rank;
  }
}
