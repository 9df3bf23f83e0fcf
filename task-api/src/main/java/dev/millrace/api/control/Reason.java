package dev.millrace.api.control;

import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.input.Members;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.StrictJson;
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
    return body.isNull()
        ? null
        : Members.of(body, "", List.of(NAME)).text(NAME, Function.identity());
  }
}
