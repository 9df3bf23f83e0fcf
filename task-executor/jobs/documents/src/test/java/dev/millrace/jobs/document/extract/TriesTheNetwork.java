package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/// Does in a reader process what a library might do there, and tells what it could do.
public final class TriesTheNetwork {

  private TriesTheNetwork() {}

  @FunctionalInterface
  private interface Attempt {
    void make() throws IOException;
  }

  public static void main(String[] arguments) {
    int port = Integer.parseInt(System.getenv("PORT"));
    NoNetwork.install();
    tell("url", () -> URI.create("http://127.0.0.1:" + port).toURL().openStream().close());
    tell("name", () -> InetAddress.getByName(System.getenv("NAME")));
    tell("socket", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  private static void tell(String what, Attempt attempt) {
    try {
      attempt.make();
      System.out.println(what + " open");
    } catch (IOException _) {
      System.out.println(what + " shut");
    }
  }
}
