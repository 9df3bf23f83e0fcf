package dev.millrace.contractcheck;

import java.util.List;

/// Texts that break careless readers.
final class HostileTexts {

  /// To stand anywhere in a request.
  static final List<String> ALL =
      List.of(
          "",
          " ",
          "null",
          "-1",
          "0",
          "9999999999999999999999",
          "1e400",
          "NaN",
          "Infinity",
          "0x10",
          "true",
          "' or '1'='1",
          "'; drop table request; --",
          "$(id)`id`",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "..\\..\\windows",
          "file:///etc/passwd",
          "${jndi:ldap://127.0.0.1/a}",
          "#{7*7}",
          "{{7*7}}",
          "%00",
          "%n%n%s",
          "\u0000",
          "a\u0000b",
          "\r\n\u001b[2J",
          "\u202etxt.exe",
          "\uD83D\uDE00",
          "ｓｌｅｅｐ",
          "İstanbul",
          "2026-02-30T25:61:00Z",
          "+1000000000-01-01T00:00:00Z",
          "-292275055-05-16T16:47:04Z",
          "9999-12-31T23:59:59.999999999+18:00",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "+294277-01-01T00:00:00Z",
          "-4714-01-01T00:00:00Z",
          "0000-01-01T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "PT9999999999999999H",
          "PT9223372036854775807S",
          "-PT9223372036854775808S",
          "P99999999D",
          "PT0.000000001S",
          "9223372036854775808",
          "-9223372036854775809",
          "P-1D",
          "01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01",
          "1-1-1-1-1",
          "a,b,,c",
          "x".repeat(5_000),
          "\u00e9".repeat(300));

  /// What a few thousand of in a row make long to read.
  static final List<String> PIECES =
      List.of(
          "x",
          "\u0000",
          " ",
          "Xy a ",
          "Mr ",
          "\"",
          "\\",
          "\u00e9",
          "\uD83D\uDE00",
          "\n",
          "| ",
          "a.b ");

  /// Names of files.
  static final List<String> FILE_NAMES =
      List.of(
          "a\u0000b.txt",
          "\u0000",
          "",
          ".",
          "../../../../etc/passwd",
          "C:\\a.txt",
          "a\u202etxt.exe",
          "a\u0001\u001b[2J.txt",
          "\u6587".repeat(300),
          "n".repeat(3_000),
          "a.pdf.docx.html");

  /// Fields of a form: name, an empty line, and value.
  static final List<String> FIELDS =
      List.of(
          "kind\"\r\n\r\n\u0000",
          "kind\"\r\n\r\n\"a\\u0000b\"",
          "\u0000\"\r\n\r\nx",
          "\"\r\n\r\nx",
          "file\"\r\n\r\nx",
          "kind\"\r\n\r\n" + "x".repeat(100_000),
          "kind\"\r\n\r\n" + "[".repeat(5_000),
          "kind\"\r\nContent-Type: application/json; charset=utf-16\r\n\r\n{}",
          "__proto__\"\r\n\r\n{}");

  private HostileTexts() {}
}
