package dev.millrace.contractcheck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A client that sends just what it is given, however wrong: HTTP/1.1, a connection each.
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MOST = 8 * 1024 * 1024;

  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /// Sends a request and reads the answer. Of an event stream, only what comes before the first
  /// event.
  ///
  /// @throws IOException when there is no answer
  public Answer send(Request request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket, request);
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      return read(in, request.method());
    }
  }

  /// Who refuses a request early does not read the rest of it.
  private static void write(Socket socket, Request request) throws IOException {
    try {
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      // The answer is there to be read, or its absence is what is complained of.
    }
  }

  private static Answer read(DataInputStream in, String method) throws IOException {
    String first = line(in);
    String[] parts = first.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
      throw new IOException("no HTTP answer: '" + first + "'");
    }
    List<Header> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    var head = new Answer(Integer.parseInt(parts[1]), headers, "");
    boolean streams = head.header("Content-Type").orElse("").startsWith("text/event-stream");
    return streams || method.equals("HEAD")
        ? head
        : new Answer(head.status(), headers, new String(body(in, head), UTF_8));
  }

  private static byte[] body(DataInputStream in, Answer head) throws IOException {
    if (head.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
      var whole = new ByteArrayOutputStream();
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        whole.write(in.readNBytes(size));
        line(in);
      }
      return whole.toByteArray();
    }
    Optional<String> length = head.header("Content-Length");
    if (length.isPresent()) {
      return in.readNBytes(Integer.parseInt(length.get()));
    }
    return head.status() == 204 || head.status() == 304 ? new byte[0] : in.readNBytes(MOST);
  }

  private static int chunk(DataInputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended in the middle of '" + line + "'");
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).strip();
  }

  /// A header.
  ///
  /// @param name as it was written
  public record Header(String name, String value) {}

  /// What to send.
  ///
  /// @param target the path and query, as they stand in the first line
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares requests
  public record Request(String method, String target, List<Header> headers, byte[] body) {

    /// The same with another header.
    public Request with(String name, String value) {
      List<Header> more = new ArrayList<>(headers);
      more.add(new Header(name, value));
      return new Request(method, target, more, body);
    }

    /// The same with another target.
    Request at(String other) {
      return new Request(method, other, headers, body);
    }

    /// The same with another body.
    Request withBody(byte[] other) {
      return new Request(method, target, headers, other);
    }

    private byte[] bytes() throws IOException {
      var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
      head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
      headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
      if (body.length > 0 || !method.equals("GET")) {
        head.append("Content-Length: ").append(body.length).append("\r\n");
      }
      var all = new ByteArrayOutputStream();
      all.write(head.append("\r\n").toString().getBytes(UTF_8));
      all.write(body);
      return all.toByteArray();
    }

    /// For people.
    @Override
    public String toString() {
      String text = new String(body, UTF_8);
      var shown = new StringBuilder(method).append(' ').append(cut(target));
      headers.stream()
          .filter(h -> !h.name().equals("Authorization"))
          .forEach(h -> shown.append(", ").append(h.name()).append(": ").append(cut(h.value())));
      return shown.append(' ').append(cut(text)).toString();
    }

    private static String cut(String text) {
      return text.length() <= 300 ? text : text.substring(0, 300) + "... (" + text.length() + ")";
    }
  }

  /// What came back.
  public record Answer(int status, List<Header> headers, String body) {

    /// The first header of that name.
    public Optional<String> header(String name) {
      return headers.stream()
          .filter(h -> h.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
          .map(Header::value)
          .findFirst();
    }
  }
}
