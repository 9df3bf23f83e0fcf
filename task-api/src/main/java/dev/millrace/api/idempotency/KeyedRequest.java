package dev.millrace.api.idempotency;

import dev.millrace.api.input.MultipartForm;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A submission that came with a key. It is read like any other, and takes the fingerprint of what
/// is read: SHA-256 of its query and its body. A form says the same whatever its client puts
/// between the parts, so there it is what the form says: who reads it calls [#formIs].
public final class KeyedRequest extends HttpServletRequestWrapper {

  private static final String ATTRIBUTE = KeyedRequest.class.getName();

  private final KeyedCall call;
  private final IdempotencySettings settings;
  private final MessageDigest digest = sha256();
  private @Nullable DigestedInput input;
  private @Nullable String fingerprint;

  KeyedRequest(HttpServletRequest request, KeyedCall call, IdempotencySettings settings) {
    super(request);
    this.call = call;
    this.settings = settings;
    String query = request.getQueryString();
    digest.update((query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    request.setAttribute(ATTRIBUTE, this);
  }

  /// The request's key and fingerprint; null where it came without a key.
  public static @Nullable KeyedRequest of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof KeyedRequest keyed ? keyed : null;
  }

  /// The promise to answer so again. The body is read to its end first.
  ///
  /// @throws ProblemException when the answer is larger than what is kept under a key
  public StoredResponse pledge(Response answer) {
    if (answer.body().length() > settings.answer().toBytes()) {
      throw Problem.of(
              ProblemType.TOO_LARGE,
              "The answer would be larger than what is kept under a key; send fewer items, or none"
                  + " that is wrong")
          .with("limit", settings.answer().toBytes())
          .asException();
    }
    return new StoredResponse(call, fingerprint(), answer, settings.retention());
  }

  /// The form was read to its end.
  ///
  /// @param sum what [MultipartForm#read] returned
  public void formIs(String sum) {
    digest.update(sum.getBytes(StandardCharsets.UTF_8));
    fingerprint = HexFormat.of().formatHex(digest.digest());
  }

  String fingerprint() {
    if (fingerprint == null) {
      try {
        getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      fingerprint = HexFormat.of().formatHex(digest.digest());
    }
    return fingerprint;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (MultipartForm.isOne(this)) {
      return super.getInputStream();
    }
    if (input == null) {
      input = new DigestedInput(super.getInputStream(), digest);
    }
    return input;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
