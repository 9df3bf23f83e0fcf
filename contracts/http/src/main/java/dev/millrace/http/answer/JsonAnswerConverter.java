package dev.millrace.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.http.budget.BudgetSpent;
import dev.millrace.http.budget.ByteBudget;
import dev.millrace.http.budget.HeldBytes;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Writes a [JsonAnswer] through a small buffer.
///
/// What is stored is opened before anything is written, so that what is not there is a problem and
/// no broken answer.
final class JsonAnswerConverter extends AbstractHttpMessageConverter<JsonAnswer> {

  /// Up to here an answer is written at once, with its length, and counts nowhere. So many answers
  /// are being written that another one has no room.
  private static final Problem FULL =
      Problem.of(
              ProblemType.OVERLOADED,
              "Too many large answers are being read at this moment; ask again, or for less")
          .retryAfter(Duration.ofSeconds(1));

  private static final long SMALL = 16 << 10;

  private final ByteBudget budget;

  JsonAnswerConverter(ByteBudget budget) {
    super(MediaType.APPLICATION_JSON);
    this.budget = budget;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == JsonAnswer.class;
  }

  @Override
  protected boolean canRead(@Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected JsonAnswer readInternal(Class<? extends JsonAnswer> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("an answer is not read", input);
  }

  @Override
  protected void writeInternal(JsonAnswer answer, HttpOutputMessage output) throws IOException {
    long held = answer.held();
    if (held <= SMALL && !answer.isStored()) {
      writeSmall(answer, output);
      return;
    }
    try (HeldBytes ofAnswer = new HeldBytes(budget, user())) {
      ofAnswer.takeAtMost(held);
      writeLarge(answer, output);
    } catch (BudgetSpent e) {
      throw FULL.asException();
    }
  }

  private static String user() {
    String user =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes here
            ? here.getRequest().getRemoteUser()
            : null;
    return user == null ? "" : user;
  }

  private static void writeSmall(JsonAnswer answer, HttpOutputMessage output) throws IOException {
    var all = new StringBuilder();
    for (JsonAnswer.Piece piece : answer.pieces()) {
      if (piece instanceof JsonAnswer.Text(String text)) {
        all.append(text);
      }
    }
    byte[] bytes = all.toString().getBytes(UTF_8);
    output.getHeaders().setContentLength(bytes.length);
    output.getBody().write(bytes);
  }

  private static void writeLarge(JsonAnswer answer, HttpOutputMessage output) throws IOException {
    Deque<InputStream> stored = new ArrayDeque<>();
    try {
      for (JsonAnswer.Piece piece : answer.pieces()) {
        if (piece instanceof JsonAnswer.Stored(long bytes, JsonAnswer.Opening opening)) {
          stored.add(opening.open());
          if (answer.pieces().size() == 1) {
            output.getHeaders().setContentLength(bytes);
          }
        }
      }
      OutputStream body = output.getBody();
      var text = new OutputStreamWriter(body, UTF_8);
      for (JsonAnswer.Piece piece : answer.pieces()) {
        switch (piece) {
          case JsonAnswer.Text part -> text.write(part.text());
          case JsonAnswer.Stored _ -> {
            text.flush();
            try (InputStream content = stored.remove()) {
              content.transferTo(body);
            }
          }
        }
      }
      text.flush();
    } finally {
      for (InputStream unread : stored) {
        unread.close();
      }
    }
  }
}
