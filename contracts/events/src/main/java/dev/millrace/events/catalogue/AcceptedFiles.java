package dev.millrace.events.catalogue;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which files a task type takes.
///
/// The first bytes of a file say what it is; its name and the media type that its sender declares
/// play no part. A media type here is exact, such as `image/png`, or a family, such as `image/*`.
/// It stands for its specialisations, too: `text/plain` for text of any kind, `application/zip` for
/// what is packed so, `application/octet-stream` for any file.
///
/// @param mediaTypes what is taken; 1 to 100, in lower case and without parameters
/// @param except what is not taken all the same, such as `application/rtf` of `text/plain`
/// @param maxBytes largest file; null where the type has no limit of its own
public record AcceptedFiles(List<String> mediaTypes, List<String> except, @Nullable Long maxBytes) {

  private static final int MOST = 100;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "\\A[a-z0-9][a-z0-9!#$&^_.+-]{0,126}+/(?:\\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126}+)");

  /// What a type with a reference to an upload takes whose announcement does not say: PDF, DOCX,
  /// HTML and text, as every such type did before announcements said it.
  public static final AcceptedFiles UNANNOUNCED =
      of(
              "application/pdf",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              "text/html",
              "text/plain")
          .except("application/rtf");

  public AcceptedFiles {
    mediaTypes = List.copyOf(mediaTypes);
    except = List.copyOf(except);
    if (mediaTypes.isEmpty()) {
      throw new IllegalArgumentException("mediaTypes names one at least");
    }
    requireMediaTypes("mediaTypes", mediaTypes);
    requireMediaTypes("except", except);
    if (maxBytes != null && maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes is 1 or more; got " + maxBytes);
    }
  }

  /// Files of these media types, of any size.
  public static AcceptedFiles of(String... mediaTypes) {
    return new AcceptedFiles(List.of(mediaTypes), List.of(), null);
  }

  /// The same without files of these media types.
  public AcceptedFiles except(String... others) {
    return new AcceptedFiles(mediaTypes, List.of(others), maxBytes);
  }

  /// The same with a limit on the size of a file; where there is one already, the smaller counts.
  public AcceptedFiles upTo(long bytes) {
    return new AcceptedFiles(mediaTypes, except, Math.min(bytes, limit()));
  }

  /// Most bytes of a file; the largest number where there is no limit.
  public long limit() {
    return maxBytes == null ? Long.MAX_VALUE : maxBytes;
  }

  private static void requireMediaTypes(String name, List<String> given) {
    if (given.size() > MOST) {
      throw new IllegalArgumentException(name + " names " + MOST + " at most");
    }
    for (String one : given) {
      if (!MEDIA_TYPE.matcher(one).matches()) {
        throw new IllegalArgumentException(
            name + " are media types in lower case, such as image/png or image/*; got " + one);
      }
    }
  }
}
