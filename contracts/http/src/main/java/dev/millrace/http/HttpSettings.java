package dev.millrace.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Bounds of a service's HTTP edge: `millrace.http.*`. What is 0 follows from the heap.
///
/// @param heapPercent how much of the process's heap the bounds are computed from; less than 100 if
///   several services share it (standalone: 75, 15, 10)
/// @param connections most connections, idle ones and streams included, at 20 KB of heap each. 0 is
///   as many as 40 % of the heap has room for
/// @param requests most requests in progress, at 100 KB each; beyond it 503. A request whose answer
///   comes later counts as a connection only. 0 is as many as 15 % of the heap has room for
/// @param openHeads most connections with an unfinished head, at 64 KB each; beyond it the oldest
///   is closed. 0 is as many as 5 % of the heap has room for
/// @param head time limit for the whole head of a request
/// @param bodyGrace how long a body may be slower than `slowest-body`
/// @param slowestBody bytes a second that a body must have over its whole time
/// @param bodies memory of the bodies in progress: five times their bytes and 200 bytes a token,
///   half of it for one user. 0 is 20 % of the heap
@ConfigurationProperties("millrace.http")
public record HttpSettings(
    @DefaultValue("100") int heapPercent,
    @DefaultValue("0") int connections,
    @DefaultValue("0") int requests,
    @DefaultValue("0") int openHeads,
    @DefaultValue("10s") Duration head,
    @DefaultValue("10s") Duration bodyGrace,
    @DefaultValue("32KB") DataSize slowestBody,
    @DefaultValue("0B") DataSize bodies) {

  private static final long CONNECTION = 20 << 10;
  private static final long REQUEST = 100 << 10;
  private static final long OPEN_HEAD = 64 << 10;

  /// Computes what is not given.
  public HttpSettings {
    require(heapPercent >= 1 && heapPercent <= 100, "heap-percent", "from 1 to 100");
    require(connections >= 0, "connections", "at least 0");
    require(requests >= 0, "requests", "at least 0");
    require(openHeads >= 0, "open-heads", "at least 0");
    require(head.isPositive(), "head", "positive");
    require(bodyGrace.isPositive(), "body-grace", "positive");
    require(slowestBody.toBytes() >= 1, "slowest-body", "at least 1B");
    require(!bodies.isNegative(), "bodies", "at least 0B");
    long heap = Runtime.getRuntime().maxMemory() / 100 * heapPercent;
    connections = connections > 0 ? connections : fitting(heap / 5 * 2, CONNECTION, 256, 16_384);
    requests = requests > 0 ? requests : fitting(heap / 20 * 3, REQUEST, 64, 8_192);
    openHeads = openHeads > 0 ? openHeads : fitting(heap / 20, OPEN_HEAD, 32, 2_048);
    bodies = bodies.toBytes() > 0 ? bodies : DataSize.ofBytes(heap / 5);
  }

  /// How many of such a size have room in so much heap.
  static int fitting(long heap, long each, int least, int most) {
    return Math.toIntExact(Math.clamp(heap / each, least, most));
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.http." + name + " must be " + right);
    }
  }
}
