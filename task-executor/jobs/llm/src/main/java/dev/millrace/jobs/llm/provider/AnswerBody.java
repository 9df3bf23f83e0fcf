package dev.millrace.jobs.llm.provider;

import dev.millrace.jobs.llm.AnswerText;
import dev.millrace.jobs.llm.failure.CallFailed;
import dev.millrace.jobs.llm.failure.CallFailure;
import dev.millrace.jobs.llm.failure.ProviderError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of an answer, in either of its forms: a stream of events, or one JSON object. Servers
/// send the one where the other was asked for, so it is told by its first character.
///
/// An answer is whole when it says why it ended, when its last event is `[DONE]`, or when it is one
/// object. What carries nothing is passed over: comments, pings, chunks without choices.
final class AnswerBody {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_TEXT = 2_000_000;
  private static final int LONGEST_LINE = 4 * LONGEST_TEXT;

  private final String provider;
  private final BufferedReader in;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;
  private boolean whole;
  private boolean refused;
  private String model;
  private @Nullable String finish;
  private @Nullable Counted counted;

  /// The tokens that the provider counted.
  record Counted(long prompt, long completion) {}

  /// @param model what the model is called where the answer does not say it
  AnswerBody(String provider, String model, InputStream body) {
    this.provider = provider;
    this.model = model;
    this.in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /// Reads the next event, or the one object.
  ///
  /// @return false at the end
  /// @throws CallFailed when the provider says that it failed, or the answer has no end
  /// @throws tools.jackson.core.JacksonException when it is no answer at all
  boolean readOn() throws IOException, CallFailed {
    if (whole) {
      return false;
    }
    boolean object = !begun && isObject();
    begun = true;
    return object ? readObject() : readEvent();
  }

  String text() {
    return text.toString();
  }

  int characters() {
    return text.length();
  }

  String model() {
    return model;
  }

  /// The provider's own count; null when it gave none.
  @Nullable Counted counted() {
    return counted;
  }

  /// Why the answer ended, `stop` when it did not say so but is whole; null when it was cut.
  @Nullable String finish() {
    return finish == null && whole ? "stop" : finish;
  }

  /// Whether the model said that it will not answer.
  boolean isRefusal() {
    return refused;
  }

  private boolean isObject() throws IOException {
    int next;
    do {
      in.mark(1);
      next = in.read();
    } while (AnswerText.isBlank(next));
    in.reset();
    return next == '{';
  }

  private boolean readObject() throws IOException, CallFailed {
    StringBuilder object = new StringBuilder();
    char[] buffer = new char[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      object.append(buffer, 0, count);
      requireBounded(object.length(), LONGEST_LINE);
    }
    take(JSON.readTree(object.toString()), "");
    whole = true;
    return true;
  }

  /// One event (HTML standard, 9.2.6). The last one counts even where the empty line behind it is
  /// missing.
  private boolean readEvent() throws IOException, CallFailed {
    StringBuilder data = new StringBuilder();
    String name = "";
    String line = line();
    for (; line != null && !line.isEmpty(); line = line()) {
      if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(line.substring("data:".length()).strip());
        requireBounded(data.length(), LONGEST_LINE);
      } else if (line.startsWith("event:")) {
        name = line.substring("event:".length()).strip();
      }
    }
    String said = data.toString();
    if (said.startsWith("[DONE]")) {
      whole = true;
      return false;
    }
    if (!said.isBlank() && !name.equals("ping")) {
      take(JSON.readTree(said), name);
    }
    return line != null;
  }

  private void take(JsonNode chunk, String event) throws CallFailed {
    JsonNode error = chunk.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw new CallFailed(CallFailure.said(provider, ProviderError.of(error)));
    }
    if (event.equals("error") || chunk.path("object").asString("").equals("error")) {
      throw new CallFailed(CallFailure.said(provider, ProviderError.of(chunk)));
    }
    String name = chunk.path("model").asString("");
    model = name.isBlank() ? model : name;
    JsonNode usage = chunk.path("usage");
    if (usage.isObject()) {
      counted =
          new Counted(
              Math.max(0, usage.path("prompt_tokens").asLong(0)),
              Math.max(0, usage.path("completion_tokens").asLong(0)));
    }
    for (JsonNode choice : chunk.path("choices")) {
      takeChoice(choice);
    }
  }

  private void takeChoice(JsonNode choice) throws CallFailed {
    JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
    append(said.path("content"));
    refused |= !said.path("refusal").asString("").isBlank();
    String reason = choice.path("finish_reason").asString("");
    finish = reason.isBlank() ? finish : reason;
    requireBounded(text.length(), LONGEST_TEXT);
  }

  /// A text, or parts of which those that are no text are thinking or the like.
  private void append(JsonNode content) {
    if (content.isString()) {
      text.append(content.stringValue());
    }
    for (JsonNode part : content.isArray() ? content : JSON.createArrayNode()) {
      if (part.path("type").asString("").equals("text")) {
        text.append(part.path("text").asString(""));
      }
    }
  }

  /// A line without its end, which is LF, CRLF or CR; null at the end of the body.
  private @Nullable String line() throws IOException, CallFailed {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n' && next != '\r'; next = in.read()) {
      line.append((char) next);
      requireBounded(line.length(), LONGEST_LINE);
    }
    if (next == '\r') {
      in.mark(1);
      if (in.read() != '\n') {
        in.reset();
      }
    }
    return line.toString();
  }

  private void requireBounded(int length, int most) throws CallFailed {
    if (length > most) {
      throw new CallFailed(CallFailure.broken(provider, "endless answer"));
    }
  }
}
