package dev.millrace.bench.millrace.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.bench.load.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients of server-sent events, thousands of them on one thread.
///
/// What is measured of a fact is the time from when it happened, as it says itself, to when it is
/// here.
public final class StreamReaders implements AutoCloseable {

  private static final int ROOM = 4_096;
  private static final long SELECT_MILLIS = 50;
  private static final Pattern FACT =
      Pattern.compile("^data: \\{\"taskId\".*?\"time\":\"([^\"]+)\"", Pattern.MULTILINE);

  private final InetSocketAddress server;
  private final Selector selector = Selector.open();
  private final Queue<SocketChannel> coming = new ConcurrentLinkedQueue<>();
  private final Queue<Double> delays = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean closed;
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::read);

  public StreamReaders(URI server) throws IOException {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    thread.start();
  }

  /// Opens one more.
  public void open(String path, String token) throws IOException {
    var channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, ROOM);
    channel.connect(server);
    var head =
        "GET %s HTTP/1.1\r\nHost: millrace\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, token);
    channel.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    channel.configureBlocking(false);
    coming.add(channel);
    selector.wakeup();
  }

  /// Waits until so many have been answered with a stream.
  public void awaitBegun(int streams, Deadline deadline) throws Exception {
    while (begun.get() < streams) {
      deadline.check((streams - begun.get()) + " streams have not begun");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /// Waits until so many are over.
  public void awaitEnded(int streams, Deadline deadline) throws Exception {
    while (ended.get() < streams) {
      deadline.check((streams - ended.get()) + " streams have not ended");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /// Milliseconds, of each fact that was heard.
  public List<Double> delays() {
    return List.copyOf(delays);
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    var buffer = ByteBuffer.allocateDirect(16 * ROOM);
    try (selector) {
      while (!closed) {
        selector.select(SELECT_MILLIS);
        for (var next = coming.poll(); next != null; next = coming.poll()) {
          next.register(selector, SelectionKey.OP_READ, new Unread());
        }
        for (var key : selector.selectedKeys()) {
          hear((SocketChannel) key.channel(), (Unread) key.attachment(), buffer);
        }
        selector.selectedKeys().clear();
      }
      for (var key : new ArrayList<>(selector.keys())) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear(SocketChannel channel, Unread unread, ByteBuffer buffer) throws IOException {
    if (channel.read(buffer.clear()) < 0) {
      ended.incrementAndGet();
      channel.close();
      return;
    }
    String text = unread.text + UTF_8.decode(buffer.flip());
    int whole = text.lastIndexOf("\n\n") + 1;
    String events = text.substring(0, whole);
    unread.text = text.substring(whole);
    if (events.contains("retry: ")) {
      begun.incrementAndGet();
    }
    double now = System.currentTimeMillis();
    for (Matcher fact = FACT.matcher(events); fact.find(); ) {
      delays.add(now - Instant.parse(fact.group(1)).toEpochMilli());
    }
  }

  /// What is here of an event that is not here yet as a whole.
  private static final class Unread {
    private String text = "";
  }
}
