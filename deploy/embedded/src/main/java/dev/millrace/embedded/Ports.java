package dev.millrace.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// TCP ports on loopback.
public final class Ports {

  private Ports() {}

  /// A port that was free a moment ago. Another process can take it before it is used.
  public static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Fails with one clear line when something listens on the port already.
  ///
  /// @param port the port that is about to be used
  /// @param user what wants it, as the reader of the message knows it
  /// @param variable the environment variable that chooses another one
  public static void requireFree(int port, String user, String variable) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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
}
