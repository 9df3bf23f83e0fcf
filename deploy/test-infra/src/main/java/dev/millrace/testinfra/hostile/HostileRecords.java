package dev.millrace.testinfra.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Records that no reader may stop at: each a good one, spoilt in one or two ways.
///
/// The same seed spoils in the same ways, and the first records of every seed have each way once.
public final class HostileRecords {

  private static final int LARGE = 900_000;

  /// A way to spoil a record.
  private enum Way {
    GARBAGE,
    TOMBSTONE,
    NO_HEADERS,
    LARGE_HEADER,
    LARGE_VALUE,
    DEEP,
    TIME_TOO_LATE,
    TIME_TOO_EARLY,
    NO_TIME,
    LAST_SEQUENCE,
    NEGATIVE_SEQUENCE,
    UNKNOWN_TYPE,
    ENDLESS_RETENTION,
    UNKNOWN_WORD,
    NUL_TEXT,
    LONE_SURROGATE,
    INVALID_UTF8,
    HUGE_NUMBER,
    WRONG_KEY,
    LONG_ID
  }

  private final Random random;
  private final Map<String, String> headers;
  private final String value;
  private int made;

  /// @param headers those of a good record
  /// @param value of a good record, JSON
  public HostileRecords(long seed, Map<String, String> headers, String value) {
    this.random = new Random(seed);
    this.headers = Map.copyOf(headers);
    this.value = value;
  }

  /// How many ways there are.
  public static int ways() {
    return Way.values().length;
  }

  /// The next record, for one partition.
  public ProducerRecord<byte[], byte[]> next(String topic, int partition) {
    Spoilt record = new Spoilt(headers, value);
    Way[] ways = Way.values();
    record.spoil(ways[made < ways.length ? made : random.nextInt(ways.length)], random);
    if (made++ >= ways.length && random.nextBoolean()) {
      record.spoil(ways[random.nextInt(ways.length)], random);
    }
    return record.on(topic, partition);
  }

  /// A record in the making.
  private static final class Spoilt {
    private final Map<String, byte[]> headers = new LinkedHashMap<>();
    private byte @Nullable [] key;
    private byte @Nullable [] value;

    Spoilt(Map<String, String> headers, String value) {
      headers.forEach((name, text) -> this.headers.put(name, bytes(text)));
      this.key = this.headers.get("ce_subject");
      this.value = bytes(value);
    }

    void spoil(Way way, Random random) {
      switch (way) {
        case GARBAGE -> value = random(random, 300);
        case TOMBSTONE -> value = null;
        case NO_HEADERS -> headers.clear();
        case LARGE_HEADER -> headers.put("x-large", new byte[100_000]);
        case LARGE_VALUE -> value = bytes("{\"a\":\"" + "x".repeat(LARGE) + "\"}");
        case DEEP -> value = bytes("[".repeat(50_000) + "]".repeat(50_000));
        case TIME_TOO_LATE -> headers.put("ce_time", bytes("+999999999-12-31T23:59:59Z"));
        case TIME_TOO_EARLY -> headers.put("ce_time", bytes("-999999999-01-01T00:00:00Z"));
        case NO_TIME -> headers.put("ce_time", bytes("yesterday"));
        case LAST_SEQUENCE -> id(Long.toString(Long.MAX_VALUE));
        case NEGATIVE_SEQUENCE -> id("-1");
        case UNKNOWN_TYPE -> headers.put("ce_type", bytes("dev.millrace.task.teleported.v9"));
        case ENDLESS_RETENTION -> member("retention", "\"PT9223372036854775807S\"");
        case UNKNOWN_WORD -> member("priority", "\"utmost\"");
        case NUL_TEXT -> member("nul", "\"\\u0000\"");
        case LONE_SURROGATE -> member("userId", "\"\\ud800\"");
        case INVALID_UTF8 -> value = concat(value, (byte) 0xC0, (byte) 0x80);
        case HUGE_NUMBER -> member("runAt", "1e99999999");
        case WRONG_KEY -> key = random(random, 40);
        case LONG_ID -> id("x".repeat(5_000));
      }
    }

    private void id(String after) {
      byte[] subject = headers.getOrDefault("ce_subject", new byte[0]);
      headers.put("ce_id", bytes(new String(subject, StandardCharsets.UTF_8) + ":" + after));
    }

    /// Adds a member in front, or puts another value into the place of the one that is there.
    private void member(String name, String json) {
      String text = value == null ? "{}" : new String(value, StandardCharsets.UTF_8);
      String there = "\"" + name + "\":(\"[^\"]*\"|[0-9]+)";
      String replaced = text.replaceFirst(there, "\"" + name + "\":" + json.replace("\\", "\\\\"));
      if (replaced.equals(text) && text.startsWith("{")) {
        String rest = text.substring(1);
        replaced = "{\"" + name + "\":" + json + (rest.startsWith("}") ? "" : ",") + rest;
      }
      value = bytes(replaced);
    }

    private ProducerRecord<byte[], byte[]> on(String topic, int partition) {
      @SuppressWarnings("NullAway") // a record may lack its key or its value
      var record = new ProducerRecord<byte[], byte[]>(topic, partition, key, value);
      List<Map.Entry<String, byte[]>> all = new ArrayList<>(headers.entrySet());
      all.forEach(header -> record.headers().add(header.getKey(), header.getValue()));
      return record;
    }

    private static byte[] random(Random random, int most) {
      byte[] bytes = new byte[1 + random.nextInt(most)];
      random.nextBytes(bytes);
      return bytes;
    }

    private static byte[] concat(byte @Nullable [] value, byte... more) {
      byte[] start = value == null ? new byte[0] : value;
      byte[] all = Arrays.copyOf(start, start.length + more.length);
      System.arraycopy(more, 0, all, start.length, more.length);
      return all;
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
