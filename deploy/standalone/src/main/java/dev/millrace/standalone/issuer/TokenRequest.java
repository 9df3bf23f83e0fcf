package dev.millrace.standalone.issuer;

import dev.millrace.embedded.StartupProblem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `./millrace token` asks of the issuer that runs on the same data folder.
///
/// @param ttl how long the token is to be good, as it was written; null is as usual
public record TokenRequest(String user, String scopes, @Nullable String ttl) {

  private static final String USAGE =
      "usage: ./millrace token USER [--admin] [--scope monsters:write] [--ttl 8h]";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Reads the command line.
  ///
  /// @throws StartupProblem saying how it is to be written
  public static TokenRequest parse(List<String> arguments) {
    String user = null;
    String ttl = null;
    String scopes = "tasks:read tasks:write";
    var rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      if (argument.equals("--admin")) {
        scopes += " tasks:admin";
      } else if (argument.equals("--scope") && rest.hasNext()) {
        scopes += " " + rest.next();
      } else if (argument.equals("--ttl") && rest.hasNext()) {
        ttl = rest.next();
      } else if (user == null && !argument.startsWith("-")) {
        user = argument;
      } else {
        throw new StartupProblem(USAGE);
      }
    }
    if (user == null || user.isBlank()) {
      throw new StartupProblem(USAGE);
    }
    return new TokenRequest(user, scopes, ttl);
  }

  /// Gets the token from the issuer on this folder and port.
  ///
  /// @throws StartupProblem in a line that says why there is none
  public String send(Path data, int port) {
    if (!Files.isReadable(ClientSecret.file(data))) {
      throw new StartupProblem(
          "Millrace has not run on " + data + " yet, or as another user; ./millrace start does.");
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                  .timeout(PATIENCE)
                  .header("Authorization", ClientSecret.of(data).basic())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form()))
                  .build(),
              BodyHandlers.ofString());
      JsonNode body = JsonMapper.builder().build().readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new StartupProblem(
            "No token: "
                + body.path("error_description").asString(body.path("error").asString("refused"))
                + ".");
      }
      return body.path("access_token").asString();
    } catch (JacksonException e) {
      throw problem("What answers on port " + port + " is not Millrace.", e);
    } catch (IOException e) {
      throw problem("Nothing answers on port " + port + "; ./millrace start starts Millrace.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static StartupProblem problem(String line, Exception cause) {
    var problem = new StartupProblem(line);
    problem.initCause(cause);
    return problem;
  }

  private String form() {
    return "grant_type=client_credentials"
        + field("scope", scopes)
        + field(TokenClaims.USER, user)
        + (ttl == null ? "" : field(TokenClaims.TTL, ttl));
  }

  private static String field(String name, String value) {
    return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
