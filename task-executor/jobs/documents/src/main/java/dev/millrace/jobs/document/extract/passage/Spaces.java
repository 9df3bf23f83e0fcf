package dev.millrace.jobs.document.extract.passage;

import java.util.regex.Pattern;

/// White space, in scripts that separate words by it and in those that do not.
public final class Spaces {

  private static final Pattern RUN = Pattern.compile("[\\s\\p{Z}\\u200B\\uFEFF]+");

  private Spaces() {}

  /// One space for each run of white space, none at the ends.
  public static String collapse(String text) {
    return RUN.matcher(text).replaceAll(" ").strip();
  }

  /// Whether `c` belongs to a script that is written without spaces, or to its punctuation.
  public static boolean isWide(char c) {
    return (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFF00 && c <= 0xFFEF);
  }

  /// Appends the next line of a paragraph: words broken at the line end are joined again, and wide
  /// characters get no space between them.
  public static void join(StringBuilder paragraph, String line) {
    int last = paragraph.length() - 1;
    if (last >= 1
        && paragraph.charAt(last) == '-'
        && Character.isLowerCase(paragraph.charAt(last - 1))
        && Character.isLowerCase(line.charAt(0))) {
      paragraph.setLength(last);
    } else if (last >= 0 && !(isWide(paragraph.charAt(last)) && isWide(line.charAt(0)))) {
      paragraph.append(' ');
    }
    paragraph.append(line);
  }
}
