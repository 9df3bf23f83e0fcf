package dev.millrace.standalone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that counts how often its characters are looked at.
final class CountedText implements CharSequence {

  private final String text;
  private final int from;
  private final int to;
  private final long[] steps;

  private CountedText(String text, int from, int to, long[] steps) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.steps = steps;
  }

  /// The steps that it takes to match a text as a whole, and to find all that matches in it.
  static long steps(Pattern pattern, String text) {
    long[] steps = new long[1];
    Matcher matcher = pattern.matcher(new CountedText(text, 0, text.length(), steps));
    boolean _ = matcher.matches();
    matcher.reset();
    while (matcher.find()) {
      steps[0]++;
    }
    return steps[0];
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    steps[0]++;
    return text.charAt(from + index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountedText(text, from + start, from + end, steps);
  }

  @Override
  public String toString() {
    return text.substring(from, to);
  }
}
