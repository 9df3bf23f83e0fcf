package dev.millrace.api.input;

import dev.millrace.events.stored.StorableText;
import dev.millrace.http.input.BodyRefused;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.input.StoredText;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// A `multipart/form-data` body, part by part as it arrives: nothing of a file is kept here.
public final class MultipartForm {

  private static final int MOST_PARTS = 100;
  private static final int LARGEST_FIELD = 1024 * 1024;

  /// Some clients send the name of a file three times as long, and twice.
  private static final int LARGEST_HEAD = 4 * 1024;

  private final HttpServletRequest request;
  private final DataSize limit;
  private final MessageDigest whole = sha256();

  private MultipartForm(HttpServletRequest request, DataSize limit) {
    this.request = request;
    this.limit = limit;
  }

  /// Who is told of the parts, in the order in which they come.
  public interface Parts {

    /// Takes nothing.
    Parts NONE =
        new Parts() {
          @Override
          public void field(String name, String value) {}

          @Override
          public void file(String name, @Nullable String fileName, InputStream content) {}
        };

    void field(String name, String value);

    /// A file. What is not read of it is skipped.
    void file(String name, @Nullable String fileName, InputStream content) throws IOException;
  }

  /// Reads the form to its end.
  ///
  /// @return a sum of what it says, the same however the client draws the lines between parts
  /// @throws ProblemException when it is no such form, or larger than the limit
  public static String read(HttpServletRequest request, DataSize limit, Parts parts)
      throws IOException {
    return new MultipartForm(request, limit).read(parts);
  }

  /// Whether the request brings such a form.
  public static boolean isOne(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.regionMatches(true, 0, "multipart/form-data", 0, 19);
  }

  private String read(Parts parts) throws IOException {
    try (InputStream body = LimitedInput.of(request, limit)) {
      var upload = new JakartaServletFileUpload<>();
      upload.setMaxPartHeaderSize(LARGEST_HEAD);
      FileItemInputIterator items = upload.getItemIterator(in(body));
      for (int count = 1; items.hasNext(); count++) {
        if (count > MOST_PARTS) {
          throw bad("The form has more than " + MOST_PARTS + " parts");
        }
        take(items.next(), parts);
      }
      // What follows the last part is part of the request, and of its limit.
      body.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(whole.digest());
    } catch (BodyRefused e) {
      throw e.problem().asException();
    } catch (FileUploadException e) {
      if (e.getCause() instanceof BodyRefused refused) {
        throw refused.problem().asException();
      }
      throw bad("The body is no multipart form: " + e.getMessage());
    }
  }

  private void take(FileItemInput part, Parts parts) throws IOException {
    String name = part.getFieldName();
    if (name == null) {
      throw bad("A part of the form has no name");
    }
    MessageDigest sum = sha256();
    try (var content = new DigestInputStream(part.getInputStream(), sum)) {
      if (part.isFormField()) {
        byte[] value = content.readNBytes(LARGEST_FIELD + 1);
        if (value.length > LARGEST_FIELD) {
          throw Problem.of(
                  ProblemType.TOO_LARGE, "A field may have " + LARGEST_FIELD + " bytes: " + name)
              .with("limit", LARGEST_FIELD)
              .asException();
        }
        String text = StorableText.decoded(value);
        StoredText.requireField(name, text);
        parts.field(name, text);
      } else {
        parts.file(name, fileName(part), content);
        content.transferTo(OutputStream.nullOutputStream());
      }
    }
    whole.update((part.isFormField() ? "field " : "file ").getBytes(StandardCharsets.UTF_8));
    whole.update(name.getBytes(StandardCharsets.UTF_8));
    whole.update((byte) 0);
    whole.update(sum.digest());
  }

  /// A name with a NUL in it is one that no file can have.
  private static @Nullable String fileName(FileItemInput part) {
    try {
      return part.getName();
    } catch (IllegalArgumentException e) {
      throw bad("The name of a file holds a character that no name can hold");
    }
  }

  private static ProblemException bad(String detail) {
    return Problem.of(ProblemType.BAD_REQUEST, detail).asException();
  }

  private RequestContext in(InputStream body) {
    return new RequestContext() {
      @Override
      public @Nullable String getCharacterEncoding() {
        return "UTF-8";
      }

      @Override
      public long getContentLength() {
        return request.getContentLengthLong();
      }

      @Override
      public @Nullable String getContentType() {
        return request.getContentType();
      }

      @Override
      public InputStream getInputStream() {
        return body;
      }

      @Override
      public boolean isMultipartRelated() {
        return false;
      }
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
