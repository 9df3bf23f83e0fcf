package dev.millrace.jobs.calibration;

import dev.millrace.executor.handler.PermanentFailure;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// The SHA-1 of a torrent's info dictionary (BEP 3), as 40 lower-case hexadecimal digits.
///
/// Magnet links also write it as 32 characters of base 32 (RFC 4648); both forms of one hash are
/// equal.
record InfoHash(String hex) {

  static final String PATTERN = "^([0-9a-fA-F]{40}|[a-zA-Z2-7]{32})$";
  private static final Pattern FORM = Pattern.compile(PATTERN);
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  static InfoHash parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new PermanentFailure(
          "bad-info-hash", "an info hash has 40 hexadecimal digits or 32 characters of base 32");
    }
    return new InfoHash(text.length() == 40 ? text.toLowerCase(Locale.ROOT) : fromBase32(text));
  }

  private static String fromBase32(String text) {
    BigInteger value = BigInteger.ZERO;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      value = value.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(c)));
    }
    return String.format(Locale.ROOT, "%040x", value);
  }

  @Override
  public String toString() {
    return hex;
  }
}
