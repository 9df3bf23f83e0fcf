package dev.millrace.jobs.llm;

import java.util.List;

/// What of a model's text is its answer: without the thinking that some models write before it
/// between `<think>` and `</think>`, and without a byte order mark.
public final class AnswerText {

  private static final List<String> TAGS = List.of("think", "thinking");
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int MOST_BLOCKS = 10;

  private AnswerText() {}

  /// The answer; empty when there is nothing but thinking.
  ///
  /// In JSON only what stands before the answer is taken for thinking, since a text in it may quote
  /// the tags.
  public static String of(String text, Question.Form form) {
    String rest = unmarked(text);
    boolean again = true;
    for (int blocks = 0; again && blocks < MOST_BLOCKS; blocks++) {
      again = false;
      for (String tag : TAGS) {
        String shorter = withoutFirst(rest, "<" + tag + ">", "</" + tag + ">");
        again |= shorter.length() < rest.length();
        rest = shorter;
      }
    }
    if (form == Question.Form.TEXT) {
      for (String tag : TAGS) {
        rest = withoutAll(rest, "<" + tag + ">", "</" + tag + ">");
      }
    }
    return rest;
  }

  /// Without the block at the beginning. Some servers swallow the opening tag; the closing one then
  /// ends a line, which it cannot do inside of JSON.
  private static String withoutFirst(String text, String open, String close) {
    int end = text.indexOf(close);
    if (text.startsWith(open)) {
      return end < 0 ? "" : unmarked(text.substring(end + close.length()));
    }
    if (end < 0 || text.substring(0, end).contains(open)) {
      return text;
    }
    int lineEnd = text.indexOf('\n', end);
    String behind = text.substring(end + close.length(), lineEnd < 0 ? text.length() : lineEnd);
    return behind.isBlank() ? unmarked(text.substring(end + close.length())) : text;
  }

  private static String withoutAll(String text, String open, String close) {
    StringBuilder kept = new StringBuilder();
    int from = 0;
    for (int start = text.indexOf(open); start >= 0; start = text.indexOf(open, from)) {
      int end = text.indexOf(close, start);
      if (end < 0) {
        break;
      }
      kept.append(text, from, start);
      from = end + close.length();
    }
    return from == 0 ? text : kept.append(text, from, text.length()).toString().strip();
  }

  private static String unmarked(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return text.substring(start).stripTrailing();
  }

  /// White space, or the mark that some servers put before a text.
  public static boolean isBlank(int c) {
    return c == BYTE_ORDER_MARK || Character.isWhitespace(c);
  }
}
