package dev.millrace.access;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Has Tomcat answer with problems, too, where it refuses a request before any servlet sees it: a
/// path that is no URL, headers that are too large, `TRACE`.
final class ConnectorErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(Report.class.getName());
      }
    });
  }

  /// Made by Tomcat, by its name.
  public static final class Report extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      try {
        ErrorPage.write(status, request.getRequestURI(), response);
        response.finishResponse();
      } catch (IOException e) {
        LOG.debug("Nobody is left to hear of {}", status, e);
      }
    }
  }
}
