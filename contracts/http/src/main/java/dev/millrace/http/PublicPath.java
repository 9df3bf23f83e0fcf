package dev.millrace.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/// The path below which clients reach a service, such as `/millrace`: what a proxy cuts off.
///
/// It is the context path of the request. Spring takes that from `X-Forwarded-Prefix` where
/// `server.forward-headers-strategy` is `framework`, and only there.
public final class PublicPath {

  /// Named segments. It has no `..`, no `//`, which would lead to another host, and nothing that is
  /// escaped in a URI or in JSON.
  private static final Pattern PLAIN =
      Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,60}+){0,10}+");

  private PublicPath() {}

  /// The path without a slash at its end; empty where there is none, or what was said is no plain
  /// path.
  public static String of(HttpServletRequest request) {
    String path = request.getContextPath();
    return path != null && isPlain(path) ? path : "";
  }

  static boolean isPlain(String path) {
    return PLAIN.matcher(path).matches();
  }
}
