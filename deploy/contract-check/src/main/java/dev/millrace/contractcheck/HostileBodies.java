package dev.millrace.contractcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Bodies that are no JSON, JSON that nobody can want, and JSON that is more than it looks.
final class HostileBodies {

  static final List<byte[]> ALL =
      List.of(
          new byte[0],
          bytes("{"),
          bytes("[]"),
          bytes("[[]]"),
          bytes("null"),
          bytes("\"text\""),
          bytes("12"),
          bytes("NaN"),
          bytes("{\"a\":NaN}"),
          bytes("{\"a\":1e999999999}"),
          bytes("{\"a\":" + "9".repeat(2_000) + "}"),
          bytes("{\"a\":1,\"a\":2}"),
          bytes("{\"a\":\"\\ud800\"}"),
          bytes("{\"\\u0000\":\"\\u0000\"}"),
          bytes("{\"__proto__\":{\"admin\":true}}"),
          bytes("{} trailing"),
          bytes("{}{}"),
          bytes("// comment\n{}"),
          bytes("{'a':1}"),
          bytes("\uFEFF{}"),
          bytes("[".repeat(200) + "]".repeat(200)),
          bytes("{\"a\":".repeat(150) + "1" + "}".repeat(150)),
          bytes("[".repeat(100_000)),
          bytes("{\"a\":\"" + "x".repeat(1_200_000) + "\"}"),
          new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0},
          new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'},
          bytes(
              "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM"
                  + " \"file:///etc/passwd\">]><a>&b;</a>"),
          // NUL as it is, escaped, and in the long form that careless readers take for it.
          bytes("{\"text\":\"\u0000\"}"),
          bytes("{\"text\":\"a\\u0000b\"}"),
          bytes("{\"note\":\"\\u0000\",\"millis\":1}"),
          spliced("{\"text\":\"a", 0xc0, 0x80, "\"}"),
          spliced("{\"millis\":1,\"note\":\"", 0xed, 0xa0, "\"}"),
          spliced("[{\"type\":\"sleep\",\"parameters\":{\"note\":\"", 0xc0, 0x80, "\"}}]"),
          bytes("[{\"type\":\"sleep\",\"parameters\":{\"note\":\"\\u0000\"}}]"),
          bytes("{\"items\":[{\"note\":\"\\u0000\"}]}"),
          // Times and numbers that are some, and that nothing can hold.
          bytes(
              "[{\"type\":\"sleep\",\"parameters\":{},\"runAt\":\"+999999999-12-31T23:59:59Z\"}]"),
          bytes("[{\"type\":\"sleep\",\"parameters\":{},\"timeout\":\"PT9223372036854775807S\"}]"),
          bytes(
              "{\"action\":\"cancel\",\"filter\":{\"createdFrom\":\"-999999999-01-01T00:00:00Z\"},\"reason\":\"r\"}"),
          bytes("{\"action\":\"cancel\",\"filter\":{\"type\":\"sleep\"},\"reason\":\"\\u0000\"}"),
          bytes("{\"millis\":-0,\"steps\":1e2147483648}"),
          // Much of next to nothing.
          bytes("{\"items\":[" + "{},".repeat(200_000) + "{}]}"),
          bytes("[" + "{},".repeat(200_000) + "{}]"),
          bytes("{}\n".repeat(200_000)),
          bytes("\n".repeat(500_000)),
          bytes("{" + members(100_000) + "\"z\":0}"),
          bytes("{\"scope\":{\"ids\":[0" + ",1".repeat(500_000) + "]}}"),
          bytes("{\"ids\":[\"a\"" + ",\"a\"".repeat(100_000) + "],\"reason\":\"r\"}"),
          bytes("{\"a\":".repeat(900) + "1" + "}".repeat(900)),
          bytes("{\"a\":[".repeat(50_000)));

  private HostileBodies() {}

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\":0,")
        .collect(Collectors.joining());
  }

  /// Text with two bytes in it that are no UTF-8.
  private static byte[] spliced(String before, int first, int second, String after) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(bytes(before));
    body.write(first);
    body.write(second);
    body.writeBytes(bytes(after));
    return body.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
