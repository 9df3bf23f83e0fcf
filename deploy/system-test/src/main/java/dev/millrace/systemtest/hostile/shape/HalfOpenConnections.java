package dev.millrace.systemtest.hostile.shape;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.millrace.systemtest.hostile.Attacker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Connections that each began a request and go on with it, a byte now and then.
final class HalfOpenConnections {

  private HalfOpenConnections() {}

  /// Opens so many, as far as this process may have open files, and keeps them while there is time.
  /// A connection that the server closes is opened again.
  static void hold(Attacker attacker, int service, int wanted, byte[] head) {
    int count = (int) Math.min(wanted, mostFiles() / 2);
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), attacker.port() + service);
    List<SocketChannel> open = new ArrayList<>();
    try {
      while (attacker.goesOn()) {
        open.removeIf(channel -> !isAlive(channel));
        for (int i = open.size(); i < count && attacker.goesOn(); i++) {
          SocketChannel channel = SocketChannel.open();
          open.add(channel);
          attacker.tally().countConnection();
          channel.configureBlocking(false);
          channel.connect(address);
          if (i % 64 == 63) {
            finish(open, i - 63, head);
          }
        }
        finish(open, 0, head);
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
    } catch (IOException e) {
      // No more files or ports here: those that are open are enough.
      LockSupport.parkNanos(Math.max(0, attacker.end() - System.nanoTime()));
    } finally {
      open.forEach(HalfOpenConnections::close);
    }
  }

  private static void finish(List<SocketChannel> open, int from, byte[] head) {
    for (SocketChannel channel : open.subList(from, open.size())) {
      try {
        if (channel.isConnectionPending() && channel.finishConnect()) {
          channel.write(ByteBuffer.wrap(head));
        }
      } catch (IOException e) {
        close(channel);
      }
    }
  }

  /// Sends a byte on it, and reads whether the server has closed it.
  private static boolean isAlive(SocketChannel channel) {
    try {
      if (!channel.isConnected()) {
        return channel.isOpen();
      }
      if (channel.read(ByteBuffer.allocate(512)) < 0) {
        close(channel);
        return false;
      }
      channel.write(ByteBuffer.wrap(new byte[] {'a'}));
      return true;
    } catch (IOException e) {
      close(channel);
      return false;
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone all the same.
    }
  }

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 4_096;
  }
}
