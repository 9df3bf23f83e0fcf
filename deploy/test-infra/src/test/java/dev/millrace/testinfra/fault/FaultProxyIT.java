package dev.millrace.testinfra.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyIT {

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void listen() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
    proxy = FaultProxy.to(echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void forwardsBytesBothWays() throws IOException {
    try (var client = connect()) {
      assertThat(ask(client, 'a')).isEqualTo('a');
    }
  }

  @Test
  void endOfOneSideReachesTheOtherAfterTheLastByte() throws IOException {
    try (var client = connect()) {
      var sent = new byte[300_000];
      Thread.startVirtualThread(() -> sendAndEnd(client, sent));
      assertThat(client.getInputStream().readAllBytes()).hasSameSizeAs(sent);
    }
  }

  @Test
  void cutEndsOpenConnections() throws IOException {
    try (var client = connect()) {
      ask(client, 'a');
      proxy.cut();
      assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
    }
  }

  @Test
  void cutEndsNewConnectionsUntilRestored() throws IOException {
    proxy.cut();
    try (var client = connect()) {
      assertThatThrownBy(() -> ask(client, 'a')).isInstanceOf(IOException.class);
    }
    proxy.restore();
    try (var client = connect()) {
      assertThat(ask(client, 'b')).isEqualTo('b');
    }
  }

  @Test
  void stallHoldsBytesBackUntilRestored() throws IOException {
    try (var client = connect()) {
      ask(client, 'a');
      proxy.stall();
      client.getOutputStream().write('b');
      client.setSoTimeout(200);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(0);
      proxy.restore();
      assertThat(client.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void stalledConnectionCanBeCut() throws IOException {
    try (var client = connect()) {
      ask(client, 'a');
      proxy.stall();
      client.getOutputStream().write('b');
      proxy.cut();
      assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
    }
  }

  @Test
  void targetThatIsNotThereEndsTheConnection() throws IOException {
    echo.close();
    try (var client = connect()) {
      assertThatThrownBy(() -> ask(client, 'a')).isInstanceOf(IOException.class);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  /// @throws IOException also when the connection ends without an answer
  private static int ask(Socket client, int question) throws IOException {
    client.getOutputStream().write(question);
    int answer = client.getInputStream().read();
    if (answer < 0) {
      throw new IOException("ended");
    }
    return answer;
  }

  private static void sendAndEnd(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
      client.shutdownOutput();
    } catch (IOException e) {
      // The reader fails the test: it misses these bytes.
    }
  }

  private void serve() {
    try {
      while (true) {
        var client = echo.accept();
        Thread.startVirtualThread(() -> answer(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void answer(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client, or the way to it, is gone: what these tests are about.
    }
  }
}
