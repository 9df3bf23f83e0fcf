package dev.millrace.systemtest.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/// The program's issuer of tokens, asked as `./millrace token` asks it: with the secret in the data
/// folder. A JVM for each of fifty tokens would be an attack of its own.
final class OwnIssuer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private OwnIssuer() {}

  static String token(Path data, int port, String user) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String client = "millrace:" + Files.readString(data.resolve("token.secret")).strip();
      String form =
          "grant_type=client_credentials&scope=tasks:read+tasks:write&user="
              + URLEncoder.encode(user, UTF_8);
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                  .timeout(PATIENCE)
                  .header(
                      "Authorization",
                      "Basic " + Base64.getEncoder().encodeToString(client.getBytes(UTF_8)))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("no token: " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body()).path("access_token").asString();
    } catch (IOException e) {
      throw new IllegalStateException("no token", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
