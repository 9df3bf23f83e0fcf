package dev.millrace.jobs.analysis;

import dev.millrace.jobs.document.Passage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds work items by the effort that is written beside them, in English or Chinese.
///
/// A day is 8 hours, a week 5 days, a month 21 days (the Chinese convention of 21.75 rounded down),
/// a person-day the same as a day. A sentence without an effort is no work item; one that names a
/// sum of others is none either.
final class WorkItems {

  private static final Pattern EFFORT =
      Pattern.compile(
          "(?<number>\\d{1,5}(?:\\.\\d{1,2})?|\\b(?:two|three|four|five|six|seven|eight|nine|ten)\\b)\\s*+(?:-\\s*+)?(?:(?:person|man|人)[\\s/·-]*+)?"
              + "(?<unit>hours?|hrs?|days?|weeks?|months?|h|小时|工时|人天|人日|个?工作日|天|日|周|人月|个月|月)(?![a-z年号日])",
          Pattern.CASE_INSENSITIVE);
  private static final List<String> WORDS =
      List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Pattern TOTAL =
      Pattern.compile("\\b(in )?total\\b|\\bsum\\b|合计|总计|共计|总工时", Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile("\\d{4}\\s*+年|截止|\\bdeadline\\b|\\bwithin\\b");

  private WorkItems() {}

  static List<Finding> in(List<Passage> sentences) {
    List<Finding> items = new ArrayList<>();
    for (Passage sentence : sentences) {
      String text = sentence.text();
      if (TOTAL.matcher(text).find() || DATE.matcher(text).find()) {
        continue;
      }
      hours(text)
          .ifPresent(hours ->
              items.add(new Finding(Finding.WORK, text, text, sentence.place(), hours, 1)));
    }
    return items;
  }

  /// The efforts of one sentence, added up.
  static Optional<BigDecimal> hours(String text) {
    Matcher matcher = EFFORT.matcher(text);
    BigDecimal sum = null;
    while (matcher.find()) {
      BigDecimal hours =
          number(matcher.group("number"))
              .multiply(perUnit(matcher.group("unit").toLowerCase(Locale.ROOT)))
              .setScale(2, RoundingMode.HALF_UP);
      sum = sum == null ? hours : sum.add(hours);
    }
    return Optional.ofNullable(sum).map(WorkItems::plain);
  }

  private static BigDecimal number(String text) {
    int word = WORDS.indexOf(text.toLowerCase(Locale.ROOT));
    return word < 0 ? new BigDecimal(text) : BigDecimal.valueOf(word + 2L);
  }

  /// 40 and not 4E+1, as it would stand in the JSON.
  private static BigDecimal plain(BigDecimal hours) {
    BigDecimal stripped = hours.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static BigDecimal perUnit(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "小时", "工时", "h", "hour", "hours", "hr", "hrs" -> 1;
          case "人天", "人日", "工作日", "个工作日", "天", "日", "day", "days" -> 8;
          case "周", "week", "weeks" -> 40;
          default -> 168;
        });
  }
}
