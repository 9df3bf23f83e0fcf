package dev.millrace.jobs.embedded;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A language that the embedded models were trained for.
public enum Language {
  ZH(Locale.CHINESE),
  EN(Locale.ENGLISH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  Locale locale() {
    return locale;
  }

  /// The script decides: a text is Chinese when at least a fifth of its letters are Han.
  public static Language of(CharSequence text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long han =
        text.codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
            .count();
    return han * 5 >= letters && han > 0 ? ZH : EN;
  }

  /// Reads `zh` or `en`, in any case.
  @JsonCreator
  public static Language parse(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /// The ISO 639 code.
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
