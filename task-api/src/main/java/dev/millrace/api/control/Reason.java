package dev.millrace.api.control;

import dev.millrace.api.input.LimitedInput;
import dev.millrace.api.input.Query;
import dev.millrace.api.input.StrictJson;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/// Reads why something is asked: `{"reason": "..."}` as the body, or the query parameter `reason`.
/// Both may be left out; the body wins. Clients write `null` for a body that they leave out.
final class Reason {

  private static final String NAME = "reason";
  private static final DataSize LARGEST_BODY = DataSize.ofKilobytes(16);

  private Reason() {}

  static @Nullable String read(HttpServletRequest request) throws IOException {
    String asked =
        Query.parse(request.getQueryString(), List.of(NAME)).get(NAME, Function.identity());
    byte[] body = LimitedInput.readAll(request, LARGEST_BODY);
    String said = body.length == 0 ? null : inBody(StrictJson.read(body));
    return said == null ? asked : said;
  }

  private static @Nullable String inBody(JsonNode body) {
    if (body.isNull()) {
      return null;
    }
    if (!body.isObject()) {
      throw wrong("", "an object such as {\"reason\": \"...\"} is expected");
    }
    for (String name : body.propertyNames()) {
      if (!name.equals(NAME)) {
        throw wrong(
            "/" + name.replace("~", "~0").replace("/", "~1"), "there is only the member 'reason'");
      }
    }
    JsonNode reason = body.get(NAME);
    if (reason == null || reason.isNull()) {
      return null;
    }
    if (!reason.isString()) {
      throw wrong("/" + NAME, "a string is expected");
    }
    return reason.stringValue();
  }

  private static ProblemException wrong(String pointer, String what) {
    return Problem.of(ProblemType.MALFORMED_JSON, "The body is wrong: " + what)
        .withErrors(List.of(new Problem.FieldError(pointer, what)))
        .asException();
  }
}
