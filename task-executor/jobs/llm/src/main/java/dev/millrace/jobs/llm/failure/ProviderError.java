package dev.millrace.jobs.llm.failure;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a provider says went wrong.
///
/// An answer that began with 200 can still be an error: its object then says by a code what else
/// the HTTP status says. Both come to a status here, so that one rule judges both. What the
/// provider wrote beside its code is left out, because providers quote the text and parts of the
/// key.
///
/// @param status an HTTP status from 300
/// @param code a stable word, such as `rate_limit_exceeded`
public record ProviderError(int status, Optional<String> code) {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,60}");
  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");
  private static final int UNKNOWN = 503;

  /// Parts of codes in use, and the status that each is another word for; the first one counts.
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(429, "rate_limit", "rate-limit", "ratelimit", "too_many", "toomany"),
          new Meaning(429, "quota", "throttl", "exhausted"),
          new Meaning(503, "overload", "unavailable", "timeout", "timed_out", "capacity", "busy"),
          new Meaning(401, "auth", "api_key", "permission", "forbidden", "billing"),
          new Meaning(404, "not_found", "notfound"),
          new Meaning(400, "invalid", "bad_request", "badrequest", "context_length", "too_large"));

  private record Meaning(int status, List<String> parts) {
    Meaning(int status, String... parts) {
      this(status, List.of(parts));
    }
  }

  /// What an HTTP status and the object that came with it say.
  public static ProviderError of(OpenAIServiceException refused) {
    return new ProviderError(
        refused.statusCode(),
        Stream.of(word(refused::code), word(refused::type)).flatMap(Optional::stream).findFirst());
  }

  /// What an error object in an answer says. A code that nobody knows is one that passes.
  public static ProviderError of(JsonNode error) {
    List<String> words =
        Stream.of("code", "type", "status")
            .map(name -> error.path(name).asString("").strip())
            .filter(ProviderError::isWord)
            .toList();
    Optional<String> number = words.stream().filter(w -> STATUS.matcher(w).matches()).findFirst();
    Optional<String> code =
        words.stream().filter(word -> !word.equals(number.orElse(""))).findFirst();
    return new ProviderError(number.map(Integer::valueOf).orElseGet(() -> meant(words)), code);
  }

  /// Whether the content was declined, and not the call.
  boolean isAboutContent() {
    return code.filter(c -> c.contains("content_filter") || c.contains("content_policy"))
        .isPresent();
  }

  private static int meant(List<String> words) {
    String all = words.stream().collect(Collectors.joining(" ")).toLowerCase(Locale.ROOT);
    return MEANINGS.stream()
        .filter(meaning -> meaning.parts().stream().anyMatch(all::contains))
        .map(Meaning::status)
        .findFirst()
        .orElse(UNKNOWN);
  }

  /// The client throws where a member has a type that OpenAI does not give it, such as a code that
  /// is a number.
  private static Optional<String> word(Supplier<Optional<String>> member) {
    try {
      return member.get().filter(ProviderError::isWord);
    } catch (OpenAIInvalidDataException _) {
      return Optional.empty(); // the status says enough
    }
  }

  private static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }
}
