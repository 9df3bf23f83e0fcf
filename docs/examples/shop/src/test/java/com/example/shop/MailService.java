package com.example.shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail service that answers as it is told to, and then takes every mail.
final class MailService {

  private final Queue<Integer> answers = new ArrayDeque<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  MailService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.sendResponseHeaders(next(), -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void answers(Integer... these) {
    answers.addAll(List.of(these));
  }

  /// The keys of all that it was sent, in order.
  List<String> keys() {
    return keys;
  }

  private synchronized int next() {
    Integer answer = answers.poll();
    return answer == null ? 202 : answer;
  }
}
