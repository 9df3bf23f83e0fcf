package dev.millrace.contractcheck;

import dev.millrace.contractcheck.RawHttp.Header;
import dev.millrace.contractcheck.RawHttp.Request;
import dev.millrace.contractcheck.document.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes requests for an operation: a good one, or a good one with one thing that is wrong.
final class RequestMaker {

  private static final byte[] NOTHING = {};

  /// Targets that are no URLs, or that try to leave the path.
  private static final List<String> RAW_TAILS =
      List.of(
          "/..",
          "/../../actuator/metrics",
          "/%2e%2e/%2e%2e/actuator/env",
          "/..;/actuator/metrics",
          ";a=b",
          "//",
          "/%zz",
          "/%",
          "/%00",
          "/%2F",
          "/%5c",
          "/\\",
          "/%c0%ae",
          "?%zz=%",
          "?&&&===&",
          "?\u0001",
          "?createdFrom=%2B999999999-12-31T23:59:59Z",
          "?from=-999999999-01-01T00:00:00Z",
          "?limit=200&offset=2147483648",
          "?projectId=%C0%80",
          "?" + "type=a&".repeat(1_000),
          "?type=" + "a,".repeat(3_000),
          "?<>\"^`{|}");

  private static final List<Header> ODD_HEADERS =
      List.of(
          new Header("Accept", "image/png"),
          new Header("Accept", "nonsense"),
          new Header("Accept", "*/*;q=banana"),
          new Header("Accept-Language", "x".repeat(500)),
          new Header("If-None-Match", "*, \"a, W/"),
          new Header("If-Match", "\"x\""),
          new Header("If-Modified-Since", "yesterday"),
          new Header("Range", "bytes=0-1,5-"),
          new Header("Prefer", "wait=-1; wait=99999999999, respond-async"),
          new Header("Idempotency-Key", ""),
          new Header("Idempotency-Key", "\"unclosed"),
          new Header("Idempotency-Key", "\u00fc\u4e2d"),
          new Header("Last-Event-ID", "999.999.x"),
          new Header("Last-Event-ID", "AAAA"),
          new Header("traceparent", "ff-0-0-0"),
          new Header("X-HTTP-Method-Override", "DELETE"),
          new Header("X-Forwarded-For", "127.0.0.1"),
          new Header("X-Forwarded-Prefix", "/../.."),
          new Header("Origin", "https://evil.test"),
          new Header("Cookie", "JSESSIONID=1; a=\""),
          new Header("Content-Encoding", "gzip"),
          new Header("Expect", "the-unexpected"),
          new Header("Transfer-Encoding", "chunkedish"),
          new Header("Bad Header", "a"));

  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/xml",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "application/problem+json",
          "nonsense",
          "*/*");

  private final Generator generator;
  private final Party party;

  RequestMaker(Generator generator, Party party) {
    this.generator = generator;
    this.party = party;
  }

  /// What is wrong with a request.
  enum Kind {
    NOTHING,
    PATH_VALUE,
    RAW_TARGET,
    QUERY_VALUE,
    UNKNOWN_QUERY,
    REPEATED_QUERY,
    HEADER_VALUE,
    ODD_HEADER,
    HUGE_HEADER,
    HUGE_URL,
    BODY,
    BODY_VALUE,
    ODD_FORM,
    MEDIA_TYPE,
    METHOD,
    TOKEN
  }

  /// @param isOfOperation whether the answer must be one of the operation's; another target or
  ///   method is another operation, or none
  record Made(Kind kind, Request request, boolean isOfOperation) {}

  Made make(Operation operation, Kind kind) {
    String badPlace = kind == Kind.PATH_VALUE ? generator.pick(HostileTexts.ALL) : null;
    String path = path(operation, badPlace);
    // What has nothing in a place is another path.
    boolean same = badPlace == null || !badPlace.isBlank();
    Request good = good(operation, path);
    return switch (kind) {
      case NOTHING -> new Made(kind, good, true);
      case PATH_VALUE -> new Made(kind, good, same);
      case RAW_TARGET -> new Made(kind, good.at(path + generator.pick(RAW_TAILS)), false);
      case QUERY_VALUE -> new Made(kind, badQuery(operation, good, path), true);
      case UNKNOWN_QUERY ->
          new Made(kind, good.at(path + "?" + hostile() + "x=" + hostile()), true);
      case REPEATED_QUERY -> new Made(kind, repeated(operation, good, path), true);
      case HEADER_VALUE -> new Made(kind, badHeader(operation, good), true);
      case ODD_HEADER -> {
        Header odd = generator.pick(ODD_HEADERS);
        yield new Made(kind, good.with(odd.name(), odd.value()), true);
      }
      case HUGE_HEADER -> new Made(kind, good.with("X-Huge", "x".repeat(20_000)), true);
      case HUGE_URL -> new Made(kind, good.at(path + "?x=" + "y".repeat(20_000)), true);
      case BODY -> new Made(kind, withBody(good, generator.pick(HostileBodies.ALL)), true);
      case BODY_VALUE -> new Made(kind, spoiled(operation, good), true);
      case ODD_FORM -> new Made(kind, oddForm(operation, good), true);
      case MEDIA_TYPE -> new Made(kind, withType(good, generator.pick(MEDIA_TYPES)), true);
      case METHOD -> {
        String method =
            generator.pick(List.of("PATCH", "TRACE", "HEAD", "OPTIONS", "BREW", "PROPFIND"));
        yield new Made(
            kind, new Request(method, good.target(), good.headers(), good.body()), false);
      }
      case TOKEN -> new Made(kind, withToken(good, generator.pick(HostileTexts.ALL)), true);
    };
  }

  private Request good(Operation operation, String path) {
    List<Header> headers = new ArrayList<>();
    if (party.token() != null) {
      headers.add(new Header("Authorization", "Bearer " + party.token()));
    }
    for (JsonNode parameter : operation.parametersIn("header")) {
      if (generator.random().nextInt(3) == 0) {
        headers.add(
            new Header(
                parameter.path("name").asString(), oneLine(generator.good(operation, parameter))));
      }
    }
    byte[] body = NOTHING;
    if (!operation.body().isMissingNode()
        && (operation.body().path("required").asBoolean(false)
            || generator.random().nextBoolean())) {
      String type = generator.pick(operation.reads());
      body = generator.goodBody(type, operation.body().path("content").path(type));
      headers.add(new Header("Content-Type", contentType(type)));
    }
    return new Request(operation.method(), path + query(operation), headers, body);
  }

  private static String contentType(String type) {
    if (type.startsWith("multipart/")) {
      return type + "; boundary=" + Multipart.BOUNDARY;
    }
    return type.equals("*/*") ? "application/json" : type;
  }

  private String path(Operation operation, @Nullable String badPlace) {
    String path = operation.path();
    for (JsonNode place : operation.parametersIn("path")) {
      String value = badPlace == null ? generator.good(operation, place) : badPlace;
      path = path.replace("{" + place.path("name").asString() + "}", encoded(value));
    }
    return path;
  }

  private String query(Operation operation) {
    List<String> pairs = new ArrayList<>();
    for (JsonNode parameter : operation.parametersIn("query")) {
      if (generator.random().nextInt(4) == 0) {
        pairs.add(pair(parameter, generator.good(operation, parameter)));
      }
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private Request badQuery(Operation operation, Request good, String path) {
    List<JsonNode> parameters = operation.parametersIn("query");
    return parameters.isEmpty()
        ? good.at(path + "?" + hostile())
        : good.at(path + "?" + pair(generator.pick(parameters), generator.pick(HostileTexts.ALL)));
  }

  private Request repeated(Operation operation, Request good, String path) {
    List<JsonNode> parameters = operation.parametersIn("query");
    if (parameters.isEmpty()) {
      return good.at(path + "?a=1&a=2");
    }
    JsonNode parameter = generator.pick(parameters);
    return good.at(
        path
            + "?"
            + pair(parameter, generator.good(operation, parameter))
            + "&"
            + pair(parameter, generator.good(operation, parameter)));
  }

  private Request badHeader(Operation operation, Request good) {
    List<JsonNode> parameters = operation.parametersIn("header");
    String name =
        parameters.isEmpty() ? "Accept" : generator.pick(parameters).path("name").asString();
    return good.with(name, oneLine(generator.pick(HostileTexts.ALL)));
  }

  private Request spoiled(Operation operation, Request good) {
    JsonNode content = operation.body().path("content");
    return content.isEmpty()
        ? withBody(good, generator.pick(HostileBodies.ALL))
        : withBody(good, generator.spoiledBody(content.values().iterator().next()));
  }

  /// Where an operation reads no forms, a bad body once more.
  private Request oddForm(Operation operation, Request good) {
    String type = "multipart/form-data";
    JsonNode media = operation.body().path("content").path(type);
    return media.isMissingNode()
        ? spoiled(operation, good)
        : without(good, "Content-Type")
            .with("Content-Type", contentType(type))
            .withBody(generator.oddForm(media));
  }

  private static Request withBody(Request good, byte[] body) {
    Request request = good.withBody(body);
    boolean hasType = good.headers().stream().anyMatch(h -> h.name().equals("Content-Type"));
    return hasType ? request : request.with("Content-Type", "application/json");
  }

  private static Request withType(Request good, String type) {
    return without(good, "Content-Type").with("Content-Type", type);
  }

  private static Request withToken(Request good, String token) {
    return without(good, "Authorization").with("Authorization", "Bearer " + oneLine(token));
  }

  private static Request without(Request request, String name) {
    return new Request(
        request.method(),
        request.target(),
        request.headers().stream()
            .filter(h -> !h.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
            .toList(),
        request.body());
  }

  private static String pair(JsonNode parameter, String value) {
    return parameter.path("name").asString() + "=" + encoded(value);
  }

  private String hostile() {
    return encoded(generator.pick(HostileTexts.ALL));
  }

  private static String oneLine(String text) {
    return text.replace('\r', ' ').replace('\n', ' ');
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
