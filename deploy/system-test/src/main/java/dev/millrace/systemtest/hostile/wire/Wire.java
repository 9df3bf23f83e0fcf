package dev.millrace.systemtest.hostile.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/// Sends requests to one program's ports on loopback, a connection each, and outlives whatever
/// comes back. Safe for many threads.
public final class Wire {

  private static final int KEPT = 512 * 1024;
  private static final int CONNECT_MILLIS = 5_000;

  private final int port;
  private final Duration patience;

  /// @param port of the first service; the others have the next ones
  /// @param patience for each silence of the server
  public Wire(int port, Duration patience) {
    this.port = port;
    this.patience = patience;
  }

  /// Sends a request, with the token where there is one, and reads the answer.
  public Answer send(Request request, String token) {
    try (Socket socket = open(request.service())) {
      write(socket, request, token);
      return read(socket.getInputStream(), request.method());
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  /// Sends a request and leaves its answer unread. The caller closes the connection.
  public Socket start(Request request, String token) throws IOException {
    Socket socket = open(request.service());
    try {
      write(socket, request, token);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// The head of a request as it goes over the wire.
  public static String head(Request request, String token) {
    var head = new StringBuilder(request.method()).append(' ').append(request.target());
    head.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
    if (!token.isEmpty()) {
      head.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    request.headers().forEach(line -> head.append(line).append("\r\n"));
    if (request.body().length() > 0 || !request.method().equals("GET")) {
      head.append("Content-Length: ").append(request.body().length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private Socket open(int service) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port + service), CONNECT_MILLIS);
      socket.setSoTimeout((int) patience.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// A server that refuses a request early does not read the rest: its answer may be there.
  private static void write(Socket socket, Request request, String token) throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 8 * 1024);
    out.write(head(request, token).getBytes(UTF_8));
    try {
      request.body().writeTo(out);
      out.flush();
    } catch (Body.Abandoned e) {
      out.flush();
      throw e;
    } catch (IOException e) {
      if (socket.isClosed()) {
        throw e;
      }
    }
  }

  private static Answer read(InputStream socket, String method) throws IOException {
    var in = new BufferedInputStream(socket, 8 * 1024);
    String[] first = line(in).split(" ", 3);
    if (first.length < 2) {
      throw new IOException("no HTTP");
    }
    boolean retryAfter = false;
    boolean chunked = false;
    boolean stream = false;
    long length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      retryAfter |= lower.startsWith("retry-after:");
      chunked |= lower.equals("transfer-encoding: chunked");
      stream |= lower.startsWith("content-type: text/event-stream");
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
    }
    int status = Integer.parseInt(first[1]);
    var kept = new ByteArrayOutputStream();
    long bytes = stream || method.equals("HEAD") ? 0 : body(in, chunked, length, kept);
    return new Answer(status, retryAfter, kept.toString(UTF_8), bytes);
  }

  private static long body(InputStream in, boolean chunked, long length, ByteArrayOutputStream kept)
      throws IOException {
    if (!chunked) {
      return some(in, length < 0 ? Long.MAX_VALUE : length, kept);
    }
    long all = 0;
    for (long size = chunk(in); size > 0; size = chunk(in)) {
      all += some(in, size, kept);
      line(in);
    }
    return all;
  }

  private static long some(InputStream in, long most, ByteArrayOutputStream kept)
      throws IOException {
    byte[] buffer = new byte[16 * 1024];
    long all = 0;
    while (all < most) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - all));
      if (read < 0) {
        break;
      }
      all += read;
      kept.write(buffer, 0, Math.min(read, KEPT - kept.size()));
    }
    return all;
  }

  private static long chunk(InputStream in) throws IOException {
    return Long.parseLong(line(in).split(";", 2)[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).strip();
  }
}
