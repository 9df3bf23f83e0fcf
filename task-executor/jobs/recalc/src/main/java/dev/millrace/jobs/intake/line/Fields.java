package dev.millrace.jobs.intake.line;

import dev.millrace.events.stored.StorableText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The fields of one JSON object, read with a clear answer for each that is wrong. One that may be
/// left out may be null as well.
///
/// @param pointer where the object is in its line
record Fields(JsonNode object, String pointer) {

  private static final double LARGEST_STAT = 10_000;
  private static final int MOST_DECIMALS = 3;

  /// Refuses anything but an object with these fields.
  void allow(Set<String> names) throws BadLine {
    if (!object.isObject()) {
      throw new BadLine(place(pointer) + " is an object; got " + shortened(object));
    }
    for (String name : object.propertyNames()) {
      if (!names.contains(name)) {
        throw new BadLine(pointer + "/" + name + " is no field; the fields are " + sorted(names));
      }
    }
  }

  /// A text that must be there and not be blank.
  String text(String name, int longest) throws BadLine {
    return text(object.path(name), pointer + "/" + name, longest);
  }

  /// A text, or an empty one when it is left out.
  String textOrNone(String name, int longest) throws BadLine {
    JsonNode value = object.path(name);
    if (isLeftOut(value) || (value.isString() && value.stringValue().isBlank())) {
      return "";
    }
    return text(value, pointer + "/" + name, longest);
  }

  /// A whole number from 0, or 0 when it is left out.
  int wholeOrNone(String name, int largest) throws BadLine {
    JsonNode value = object.path(name);
    if (isLeftOut(value)) {
      return 0;
    }
    if (!value.isNumber()
        || !value.canConvertToExactIntegral()
        || !value.canConvertToInt()
        || value.intValue() < 0
        || value.intValue() > largest) {
      throw new BadLine(
          String.format(
              Locale.ROOT,
              "%s/%s is a whole number from 0 to %d; got %s",
              pointer,
              name,
              largest,
              shortened(value)));
    }
    return value.intValue();
  }

  /// A base stat: 0 to 10,000 with at most three decimals, which is what the formulas count.
  double stat(String name) throws BadLine {
    JsonNode value = object.path(name);
    double number = value.isNumber() ? value.doubleValue(-1) : -1;
    if (!(number >= 0 && number <= LARGEST_STAT)
        || BigDecimal.valueOf(number).stripTrailingZeros().scale() > MOST_DECIMALS) {
      throw new BadLine(
          String.format(
              Locale.ROOT,
              "%s/%s is a number from 0 to 10000 with at most 3 decimals; got %s",
              pointer,
              name,
              shortened(value)));
    }
    return number;
  }

  /// An array, or an empty one when it is left out.
  List<JsonNode> list(String name, int longest) throws BadLine {
    JsonNode value = object.path(name);
    if (isLeftOut(value)) {
      return List.of();
    }
    if (!value.isArray() || value.size() > longest) {
      throw new BadLine(
          String.format(
              Locale.ROOT,
              "%s/%s is an array of at most %d; got %s",
              pointer,
              name,
              longest,
              shortened(value)));
    }
    return List.copyOf(value.values());
  }

  static String text(JsonNode value, String pointer, int longest) throws BadLine {
    String text = value.isString() ? value.stringValue().strip() : "";
    if (text.isEmpty() || text.length() > longest || !StorableText.isStorable(text)) {
      throw new BadLine(
          String.format(
              Locale.ROOT,
              "%s is a text of 1 to %d characters; got %s",
              pointer,
              longest,
              shortened(value)));
    }
    return text;
  }

  private static boolean isLeftOut(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "a line" : pointer;
  }

  private static String shortened(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
