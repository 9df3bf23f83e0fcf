package dev.millrace.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/// Drops an `X-Forwarded-Prefix` that is no plain path, before anything reads it. Spring, where it
/// believes the header, takes it as it is: into addresses, or into an error.
final class ForwardedPrefix extends ValveBase {

  private static final String HEADER = "X-Forwarded-Prefix";

  ForwardedPrefix() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getHeader(HEADER) != null && !isPlain(request)) {
      request.getCoyoteRequest().getMimeHeaders().removeHeader(HEADER);
    }
    getNext().invoke(request, response);
  }

  /// Proxies before proxies say one prefix each: together they are the path.
  private static boolean isPlain(Request request) {
    String all = String.join(",", Collections.list(request.getHeaders(HEADER)));
    String path = all.replace(", ", "").replace(",", "");
    return PublicPath.isPlain(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }
}
