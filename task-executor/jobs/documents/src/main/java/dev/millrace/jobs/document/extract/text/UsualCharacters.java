package dev.millrace.jobs.document.extract.text;

import java.lang.Character.UnicodeScript;
import java.nio.charset.Charset;

/// How much of a text is made of characters that texts are made of.
///
/// The East Asian standards have their common characters in the first rows, punctuation before
/// them, and rare ones behind: an encoded text says by itself how common its characters are. In
/// alphabets it is the words that tell: letters with accents stand among letters without, one
/// script to a word, and no capital behind a small letter.
final class UsualCharacters {

  private static final String SIGNS = "°§©®™£¥€¢±×÷·¿¡«»‹›“”„‘’‚…–—•†‡²³¹½¼¾µªº№";

  /// Those that stand between two letters.
  private static final String WITHIN_WORDS = "·’‘–—…";

  /// Of Japanese characters, one in so many is kana at least: there is no sentence without.
  private static final int KANA = 20;

  private UsualCharacters() {}

  /// The share of usual ones among the characters beyond ASCII; 0 where there are none.
  static double share(String text, Charset charset) {
    return rows(charset) ? shareOfCommon(text, charset) : shareInWords(text);
  }

  private static boolean rows(Charset charset) {
    return charset.equals(TextEncoding.GB18030)
        || charset.equals(TextEncoding.BIG5)
        || charset.equals(TextEncoding.SHIFT_JIS)
        || charset.equals(TextEncoding.EUC_JP)
        || charset.equals(TextEncoding.EUC_KR);
  }

  private static double shareOfCommon(String text, Charset charset) {
    int all = 0;
    int common = 0;
    int kana = 0;
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      int c = text.codePointAt(at);
      if (c >= 0x80) {
        all++;
        common += isCommon(Character.toString(c).getBytes(charset), charset) ? 1 : 0;
        kana += c >= 0x3041 && c <= 0x30FA ? 1 : 0;
      }
    }
    boolean japanese =
        charset.equals(TextEncoding.SHIFT_JIS) || charset.equals(TextEncoding.EUC_JP);
    return all == 0 || (japanese && kana * KANA < all) ? 0 : (double) common / all;
  }

  private static boolean isCommon(byte[] character, Charset charset) {
    if (character.length != 2) {
      return false;
    }
    int row = character[0] & 0xFF;
    if (charset.equals(TextEncoding.SHIFT_JIS)) {
      return (row >= 0x81 && row <= 0x83) || row == 0x87 || (row >= 0x88 && row <= 0x98);
    }
    if (charset.equals(TextEncoding.BIG5)) {
      return row >= 0xA1 && row <= 0xC6;
    }
    if ((character[1] & 0xFF) < 0xA1) {
      return false;
    }
    if (charset.equals(TextEncoding.EUC_JP)) {
      return row == 0xA1
          || (row >= 0xA3 && row <= 0xA5)
          || row == 0xAD
          || (row >= 0xB0 && row <= 0xCF);
    }
    int last = charset.equals(TextEncoding.EUC_KR) ? 0xC8 : 0xD7;
    return (row >= 0xA1 && row <= 0xA3) || (row >= 0xB0 && row <= last);
  }

  private static double shareInWords(String text) {
    int all = 0;
    int usual = 0;
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      if (end == at) {
        char c = text.charAt(at);
        all += c < 0x80 ? 0 : 1;
        usual += c >= 0x80 && isSign(text, at) ? 1 : 0;
        at++;
      } else {
        int marked = (int) text.substring(at, end).chars().filter(c -> c >= 0x80).count();
        all += marked;
        usual += isWord(text, at, end) ? marked : 0;
        at = end;
      }
    }
    return all == 0 ? 0 : (double) usual / all;
  }

  private static boolean isSign(String text, int at) {
    char c = text.charAt(at);
    boolean within =
        at > 0
            && at + 1 < text.length()
            && Character.isLetter(text.charAt(at - 1))
            && Character.isLetter(text.charAt(at + 1));
    return (within ? WITHIN_WORDS : SIGNS).indexOf(c) >= 0 || Character.isSpaceChar(c);
  }

  private static boolean isWord(String text, int begin, int end) {
    boolean ascii = false;
    boolean latin = true;
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      ascii |= c < 0x80;
      latin &= UnicodeScript.of(c) == UnicodeScript.LATIN;
      if (i > begin && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1))) {
        return false;
      }
    }
    return latin ? ascii || end - begin == 1 : !ascii;
  }
}
