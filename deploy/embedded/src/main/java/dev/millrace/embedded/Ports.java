package dev.millrace.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// TCP ports on loopback.
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 50;

  private Ports() {}

  /// A port that was free a moment ago. Another process can take it before it is used.
  ///
  /// It is one that no system gives to outgoing connections (Linux begins at 32768): a server that
  /// is killed and started again finds it free.
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("there is no free port between " + FIRST + " and " + LAST);
  }

  /// The first of so many ports in a row that were free a moment ago.
  public static int freeRow(int length) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = free();
      if (IntStream.range(first + 1, first + length).allMatch(Ports::isFree)) {
        return first;
      }
    }
    throw new IllegalStateException("there are no " + length + " free ports in a row");
  }

  /// Fails with one clear line when something listens on the port already.
  ///
  /// @param port the port that is about to be used
  /// @param user what wants it, as the reader of the message knows it
  /// @param variable the environment variable that chooses another one
  public static void requireFree(int port, String user, String variable) {
    try {
      bind(port);
    } catch (IOException e) {
      throw new StartupProblem(
          "Port "
              + port
              + " for "
              + user
              + " is in use by another process; stop it or choose another port with "
              + variable
              + ".",
          e);
    }
  }

  private static boolean isFree(int port) {
    try {
      bind(port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }
}
