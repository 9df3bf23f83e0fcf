package dev.millrace.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.millrace.testinfra.DedicatedInfra;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// Measures how much heap streams take on which nothing happens. Not a test: run its `main` with
/// the test class path, `-Xmx1500m`, and room for two open files a stream. Kafka and the clients
/// are in the same process; what was there before is taken off.
final class IdleStreamsMeasurement {

  private IdleStreamsMeasurement() {}

  public static void main(String[] args) throws IOException {
    int streams = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    try (DedicatedInfra infra = Infra.dedicated();
        RunningApi api = RunningApi.start(infra, Map.of("millrace.api.watch.streams", "12000"))) {
      long before = heapInUse();
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      List<SocketChannel> clients = new ArrayList<>();
      byte[] request =
          ("GET /api/tasks/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                  + "Authorization: Bearer "
                  + TestIssuer.user("idle")
                  + "\r\n\r\n")
              .getBytes(US_ASCII);
      ByteBuffer answer = ByteBuffer.allocate(512);
      for (int i = 0; i < streams; i++) {
        var client =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), api.uri("/").getPort()));
        client.write(ByteBuffer.wrap(request));
        client.read(answer.clear());
        clients.add(client);
      }
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> open(api) == streams);
      long after = heapInUse();
      System.out.printf(
          "%d idle streams: %d MB of heap, %d more platform threads%n",
          streams,
          (after - before) >> 20,
          ManagementFactory.getThreadMXBean().getThreadCount() - threads);
      for (SocketChannel client : clients) {
        client.close();
      }
    }
    System.exit(0);
  }

  private static long open(RunningApi api) {
    return RunningApi.json(api.get("/actuator/metrics/millrace.api.streams"))
        .at("/measurements/0/value")
        .asLong();
  }

  private static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
