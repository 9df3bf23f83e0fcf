package dev.millrace.jobs.document.extract.text;

import dev.millrace.jobs.document.extract.passage.FileKind;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The encoding of a text: as its mark says, UTF-8 where its bytes are that, or the one that
/// [EncodingGuess] holds to be likely. What is like no text in any of them is refused, because a
/// task that completes with the wrong characters is worse than one that fails.
final class TextEncoding {

  static final Charset GB18030 = Charset.forName("GB18030");
  static final Charset BIG5 = Charset.forName("Big5-HKSCS");
  static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  static final Charset EUC_JP = Charset.forName("x-eucJP-Open");
  static final Charset EUC_KR = Charset.forName("x-windows-949");
  static final Charset WESTERN = Charset.forName("windows-1252");

  /// All of it is ASCII, and says by escapes what that means.
  private static final Charset ESCAPED = Charset.forName("x-windows-iso2022jp");

  private static final String ESCAPE = "\u001b$";

  /// What labels mean to browsers, where that is more than the JDK takes them for.
  private static final Map<String, Charset> LABELS =
      Map.ofEntries(
          Map.entry("gb2312", GB18030),
          Map.entry("gb_2312-80", GB18030),
          Map.entry("gbk", GB18030),
          Map.entry("x-gbk", GB18030),
          Map.entry("big5", BIG5),
          Map.entry("x-x-big5", BIG5),
          Map.entry("shift_jis", SHIFT_JIS),
          Map.entry("shift-jis", SHIFT_JIS),
          Map.entry("sjis", SHIFT_JIS),
          Map.entry("x-sjis", SHIFT_JIS),
          Map.entry("euc-jp", EUC_JP),
          Map.entry("x-euc-jp", EUC_JP),
          Map.entry("iso-2022-jp", ESCAPED),
          Map.entry("csiso2022jp", ESCAPED),
          Map.entry("euc-kr", EUC_KR),
          Map.entry("ks_c_5601-1987", EUC_KR),
          Map.entry("iso-8859-1", WESTERN),
          Map.entry("latin1", WESTERN),
          Map.entry("ascii", WESTERN),
          Map.entry("us-ascii", WESTERN),
          Map.entry("iso-8859-9", Charset.forName("windows-1254")),
          Map.entry("iso-8859-8-i", Charset.forName("ISO-8859-8")),
          Map.entry("utf-16", StandardCharsets.UTF_8),
          Map.entry("utf-16le", StandardCharsets.UTF_8),
          Map.entry("utf-16be", StandardCharsets.UTF_8));

  private static final int SAMPLE = 12_000;
  private static final int LINE = 4_096;

  private TextEncoding() {}

  /// @throws Refused when it is no text in an encoding that is known
  static Charset of(Path file) throws IOException {
    Charset marked = marked(file);
    Charset told = marked == null ? told(file) : decodes(file, marked) ? marked : null;
    if (told == null) {
      throw Refused.unsupported(
          "this is no text in an encoding that can be told; send it as UTF-8");
    }
    return told;
  }

  /// The same for a text that declares its encoding, and may be wrong. One that is right but for a
  /// few bytes is read as it says.
  static Charset of(Path file, Charset declared) throws IOException {
    Charset told = decodes(file, declared) ? declared : told(file);
    return told == null ? declared : told;
  }

  private static @Nullable Charset told(Path file) throws IOException {
    byte[] sample = sample(file);
    if (new String(sample, StandardCharsets.ISO_8859_1).contains(ESCAPE)
        && decodes(file, ESCAPED)) {
      return ESCAPED;
    }
    if (decodes(file, StandardCharsets.UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    for (Charset likely : EncodingGuess.of(sample)) {
      if (decodes(file, likely)) {
        return likely;
      }
    }
    return null;
  }

  /// As the mark at the beginning says; null where there is none.
  static @Nullable Charset marked(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return FileKind.marked(in.readNBytes(4));
    }
  }

  /// What a declared label means; null where that is not known.
  static @Nullable Charset labelled(String declared) {
    String label = declared.strip().toLowerCase(Locale.ROOT);
    int begin = label.startsWith("\"") || label.startsWith("'") ? 1 : 0;
    int end = begin;
    while (end < label.length() && "\"'; \t\n\r\f".indexOf(label.charAt(end)) < 0) {
      end++;
    }
    label = label.substring(begin, end);
    Charset known = LABELS.get(label);
    if (known != null) {
      return known;
    }
    try {
      return Charset.isSupported(label) ? Charset.forName(label) : null;
    } catch (IllegalArgumentException _) {
      return null; // no name that an encoding can have
    }
  }

  private static boolean decodes(Path file, Charset charset) throws IOException {
    char[] buffer = new char[16_384];
    try (Reader reader = new InputStreamReader(Files.newInputStream(file), charset.newDecoder())) {
      while (reader.read(buffer) >= 0) {
        // the decoder says what is wrong
      }
      return true;
    } catch (CharacterCodingException _) {
      return false; // not this encoding; the caller tries the next
    }
  }

  /// The first lines that are more than ASCII; others tell nothing.
  private static byte[] sample(Path file) throws IOException {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean telling = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int b = in.read(); b >= 0 && sample.size() < SAMPLE; b = in.read()) {
        line.write(b);
        telling |= b >= 0x80 || b == ESCAPE.charAt(0);
        // A blank is no half of a character in any encoding.
        if (b == '\n' || (b <= ' ' && line.size() > LINE) || line.size() >= SAMPLE) {
          if (telling) {
            sample.writeBytes(line.toByteArray());
          }
          line.reset();
          telling = false;
        }
      }
    }
    if (telling) {
      sample.writeBytes(line.toByteArray());
    }
    byte[] bytes = sample.toByteArray();
    return bytes.length > SAMPLE ? Arrays.copyOf(bytes, SAMPLE) : bytes;
  }
}
