package dev.millrace.jobs.graph.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// English names: up to six capitalised words in a row, also over `of`, and words of capitals.
///
/// The first word of a sentence is capitalised anyway. It counts when the part has it capitalised
/// within a sentence too, or when another capitalised word follows and the part never has it in
/// lower case.
final class EnglishNames implements NameRules {

  private static final String WORD = "\\p{Lu}[\\p{L}\\p{N}]*+(?:[-&.'’][\\p{L}\\p{N}]++)*+";
  private static final Pattern RUN =
      Pattern.compile(
          String.format(
              Locale.ROOT, "(?<![\\p{L}\\p{N}])%s(?: (?:of |of the )?%s){0,5}", WORD, WORD));
  private static final Pattern TOKEN = Pattern.compile("\\p{L}[\\p{L}\\p{N}'’-]*");
  private static final Pattern FIRST = Pattern.compile("^[^\\p{L}\\p{N}]*");

  private static final List<String> TITLES =
      List.of("Mr", "Mrs", "Ms", "Dr", "Prof", "Professor", "President", "Minister", "Director");
  private static final Pattern ORGANIZATION =
      Pattern.compile(
          "\\b(?:Inc|Ltd|Corp|LLC|GmbH|AG|Company|Corporation|Group|Bank|University|College|"
              + "Institute|School|Hospital|Ministry|Department|Agency|Authority|Committee|Council|"
              + "Commission|Foundation|Association|Union|Laboratory|Labs?|Project|Team)\\b");
  private static final Pattern PLACE =
      Pattern.compile(
          "\\b(?:City|County|Province|River|Lake|Sea|Ocean|Island|Mountains?|Street|Road|Avenue|"
              + "Square|Airport|Bay|Valley)$");
  private static final Set<String> NEVER =
      new HashSet<>(
          Arrays.asList(
              ("mr mrs ms dr prof a an the this that these those it its he she we they you i his her their our my your in"
                      + " on at by for from with without to of and or but nor so yet if when while where"
                      + " what who which how why as is are was were be been has have had do does did will"
                      + " would can could may might must should shall not no yes there here then thus"
                      + " also however therefore moreover although because since after before during all"
                      + " any each every some many most more other such only please note see chapter"
                      + " section table figure appendix page january february march april june july"
                      + " august september october november december monday tuesday wednesday thursday"
                      + " friday saturday sunday")
                  .split(" ")));

  private final Set<String> capitalisedWithin = new HashSet<>();
  private final Set<String> lowerCase = new HashSet<>();

  EnglishNames(List<String> sentences) {
    for (String sentence : sentences) {
      Matcher token = TOKEN.matcher(sentence);
      boolean first = true;
      while (token.find()) {
        String word = token.group();
        if (Character.isLowerCase(word.charAt(0))) {
          lowerCase.add(word);
        } else if (!first) {
          capitalisedWithin.add(word);
        }
        first = false;
      }
    }
  }

  @Override
  public List<Found> in(String sentence) {
    List<Found> found = new ArrayList<>();
    if (sentence.equals(sentence.toUpperCase(Locale.ROOT))) {
      return found; // a heading in capitals
    }
    Matcher first = FIRST.matcher(sentence);
    int beginning = first.find() ? first.end() : 0;
    Matcher run = RUN.matcher(sentence);
    while (run.find()) {
      int start = run.start();
      String name = run.group();
      for (String word = firstWord(name);
          isNone(word, start == beginning, name);
          word = firstWord(name)) {
        int rest = Math.min(name.length(), word.length() + 1);
        rest = name.startsWith("of ", rest) ? rest + 3 : rest;
        rest = name.startsWith("the ", rest) ? rest + 4 : rest;
        start += rest;
        name = name.substring(rest);
      }
      if (name.length() > 1 && name.length() <= Names.LONGEST) {
        found.add(new Found(name, kind(sentence, start, name), start));
      }
    }
    return found;
  }

  private boolean isNone(String word, boolean beginsTheSentence, String name) {
    if (word.isEmpty()) {
      return false;
    }
    if (NEVER.contains(word.toLowerCase(Locale.ROOT))) {
      return true;
    }
    boolean capitals = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    if (!beginsTheSentence || capitals || capitalisedWithin.contains(word)) {
      return false;
    }
    return word.length() == name.length() || lowerCase.contains(word.toLowerCase(Locale.ROOT));
  }

  private static String firstWord(String name) {
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(0, space);
  }

  private static String kind(String sentence, int start, String name) {
    if (followsATitle(sentence, start)) {
      return "person";
    }
    if (ORGANIZATION.matcher(name).find()) {
      return "organization";
    }
    return PLACE.matcher(name).find() ? "place" : "term";
  }

  /// Looks at the word before the name and at nothing else, however long the sentence is.
  private static boolean followsATitle(String sentence, int start) {
    int end = start - 1;
    if (end < 0 || sentence.charAt(end) != ' ') {
      return false;
    }
    if (end > 0 && sentence.charAt(end - 1) == '.') {
      end--;
    }
    for (String title : TITLES) {
      int from = end - title.length();
      if (from >= 0
          && sentence.startsWith(title, from)
          && (from == 0 || !isWordCharacter(sentence.charAt(from - 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWordCharacter(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }
}
