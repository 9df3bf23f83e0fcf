package dev.millrace.jobs.llm.provider;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// One provider of language models, under `millrace.llm.providers[n]`.
///
/// @param name what logs, metrics and results call it
/// @param baseUrl the part of its URL before `/chat/completions`
/// @param apiKeyEnv the environment variable that holds the key; null for a server that wants none
/// @param weight its share of the calls, beside the other providers' weights
/// @param concurrency calls at once
/// @param tokensPerMinute null is no limit
/// @param streaming whether answers are streamed
/// @param jsonMode whether it understands `response_format`
/// @param maxTokens the longest answer
/// @param maxTokensField what the protocol field for it is called here
/// @param promptPrice of a million tokens sent; null is unknown
/// @param completionPrice of a million tokens received; null is unknown
public record ProviderSettings(
    String name,
    URI baseUrl,
    String model,
    @Nullable String apiKeyEnv,
    @DefaultValue CallTimeouts timeouts,
    @DefaultValue("1") int weight,
    @DefaultValue("8") int concurrency,
    @Nullable Long tokensPerMinute,
    @DefaultValue("true") boolean streaming,
    @DefaultValue("true") boolean jsonMode,
    @DefaultValue("4096") int maxTokens,
    @DefaultValue("max_tokens") String maxTokensField,
    @Nullable BigDecimal promptPrice,
    @Nullable BigDecimal completionPrice) {

  // The binder hands over null for what is missing and has no default.
  @SuppressWarnings("ConstantValue")
  public ProviderSettings {
    require(name != null && !name.isBlank(), "name", "a name for logs and results");
    require(
        baseUrl != null && baseUrl.getScheme() != null && baseUrl.getScheme().matches("https?"),
        "base-url",
        "an http or https URL");
    require(baseUrl.getUserInfo() == null, "base-url", "no password; name it in api-key-env");
    require(model != null && !model.isBlank(), "model", "the model's name at the provider");
    require(weight > 0, "weight", "1 or more");
    require(concurrency > 0, "concurrency", "1 or more");
    require(tokensPerMinute == null || tokensPerMinute > 0, "tokens-per-minute", "1 or more");
    require(maxTokens > 0, "max-tokens", "1 or more");
  }

  private static void require(boolean met, String setting, String what) {
    if (!met) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "millrace.llm.providers[n].%s: %s", setting, what));
    }
  }

  /// What `prompt` and `completion` tokens cost; null when a price is unknown.
  @Nullable BigDecimal cost(long prompt, long completion) {
    if (promptPrice == null || completionPrice == null) {
      return null;
    }
    return promptPrice
        .multiply(BigDecimal.valueOf(prompt))
        .add(completionPrice.multiply(BigDecimal.valueOf(completion)))
        .movePointLeft(6)
        .stripTrailingZeros();
  }
}
