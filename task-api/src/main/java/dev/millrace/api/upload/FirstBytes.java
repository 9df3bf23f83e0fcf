package dev.millrace.api.upload;

import dev.millrace.events.catalogue.AcceptedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.mime.MimeTypesFactory;
import org.jspecify.annotations.Nullable;

/// What the beginning of a file says that it is: a media type of Tika's table, and whether it is
/// text. No file is opened for it, so a zip is a zip whatever is in it.
///
/// Text is what has no control characters but white space and escapes, in whatever encoding. That
/// is decided here: the table does not know all encodings, and takes a note that begins with `P5`
/// for an image.
final class FirstBytes {

  /// How much of a file is looked at. Of the table's types, a disk image (ISO 9660) alone shows
  /// itself later.
  static final int LOOKED_AT = 4096;

  private static final String WHITE = "\t\n\r\f\u001b";

  /// The type that was found, and what it is a specialisation of; empty where nothing is known.
  private final List<MediaType> kinds = new ArrayList<>();

  private final boolean isText;

  private FirstBytes(MediaType found, boolean isText) {
    this.isText = isText;
    for (@Nullable MediaType kind = found; kind != null; kind = Table.KINDS.getSupertype(kind)) {
      if (!isAnything(kind) && (isText || !kind.getType().equals("text"))) {
        kinds.add(kind);
      }
    }
    if (kinds.isEmpty() && isText) {
      kinds.add(MediaType.TEXT_PLAIN);
    }
  }

  /// @param head the first [#LOOKED_AT] bytes, or all where there are fewer
  static FirstBytes of(byte[] head) throws IOException {
    MediaType found = Table.TYPES.detect(new ByteArrayInputStream(head), new Metadata());
    return new FirstBytes(found, isText(head));
  }

  /// As what a type takes the file; empty where it does not.
  ///
  /// What cannot be told without looking into a file is taken: a zip by a type that takes a special
  /// kind of zip, such as DOCX, and a text by one that takes CSV. Whoever reads it has the last
  /// word.
  Optional<MediaType> takenBy(AcceptedFiles files) {
    if (kinds.stream().anyMatch(kind -> names(files.except(), kind))) {
      return Optional.empty();
    }
    for (MediaType kind : kinds) {
      if (names(files.mediaTypes(), kind)) {
        return Optional.of(kind);
      }
    }
    if (isText && names(files.mediaTypes(), MediaType.TEXT_PLAIN)) {
      return Optional.of(MediaType.TEXT_PLAIN);
    }
    if (files.mediaTypes().contains(MediaType.OCTET_STREAM.toString())) {
      return Optional.of(found());
    }
    List<MediaType> special = special(files.mediaTypes());
    return special.size() > 1 ? Optional.of(found()) : special.stream().findFirst();
  }

  /// For people: `image/png (Portable Network Graphics)`.
  @Override
  public String toString() {
    if (kinds.isEmpty()) {
      return "a binary file of a kind that is not known here";
    }
    MimeType type = Table.entry(found());
    return type == null || type.getDescription().isEmpty()
        ? found().toString()
        : found() + " (" + type.getDescription() + ")";
  }

  /// The short word for a kind of file, such as `pdf`: the usual ending of its names.
  static String word(MediaType kind) {
    if (kind.equals(MediaType.TEXT_PLAIN)) {
      return "text";
    }
    MimeType type = Table.entry(kind);
    return type == null || type.getExtension().isEmpty()
        ? kind.getSubtype()
        : type.getExtension().substring(1);
  }

  private MediaType found() {
    return kinds.isEmpty() ? MediaType.OCTET_STREAM : kinds.getFirst();
  }

  private static boolean names(List<String> announced, MediaType kind) {
    return announced.stream()
        .anyMatch(one ->
            isFamily(one) ? one.equals(kind.getType() + "/*") : kind.equals(Table.normal(one)));
  }

  /// The announced types that are specialisations of what was found.
  private List<MediaType> special(List<String> announced) {
    List<MediaType> special = new ArrayList<>();
    for (String one : announced) {
      MediaType type = isFamily(one) ? null : Table.normal(one);
      if (type != null
          && kinds.stream().anyMatch(kind -> Table.KINDS.isSpecializationOf(type, kind))) {
        special.add(type);
      }
    }
    return special;
  }

  private static boolean isFamily(String announced) {
    return announced.endsWith("/*");
  }

  private static boolean isAnything(MediaType kind) {
    return kind.equals(MediaType.OCTET_STREAM);
  }

  private static boolean isText(byte[] head) throws IOException {
    try (BOMInputStream in =
        BOMInputStream.builder()
            .setByteArray(head)
            .setByteOrderMarks(
                ByteOrderMark.UTF_16BE,
                ByteOrderMark.UTF_16LE,
                ByteOrderMark.UTF_32BE,
                ByteOrderMark.UTF_32LE)
            .get()) {
      String marked = in.getBOMCharsetName();
      Charset charset = marked == null ? StandardCharsets.ISO_8859_1 : Charset.forName(marked);
      return new String(in.readAllBytes(), charset)
          .chars()
          .allMatch(c -> c >= ' ' || WHITE.indexOf(c) >= 0);
    }
  }

  /// Tika's table and what it does not say. It takes a moment to read: at the first file, and not
  /// at the start.
  private static final class Table {
    static final MimeTypes TYPES = read();
    static final MediaTypeRegistry KINDS = TYPES.getMediaTypeRegistry();

    private static MimeTypes read() {
      try {
        return MimeTypesFactory.create(
            MimeTypes.class.getResource("tika-mimetypes.xml"),
            FirstBytes.class.getResource("media-types.xml"));
      } catch (IOException | MimeTypeException e) {
        throw new IllegalStateException("the table of media types cannot be read", e);
      }
    }

    /// The name that the table has for an announced type.
    static @Nullable MediaType normal(String announced) {
      MediaType type = MediaType.parse(announced);
      return type == null ? null : KINDS.normalize(type);
    }

    /// What the table says of a type; null where it does not know it.
    static @Nullable MimeType entry(MediaType type) {
      try {
        return TYPES.getRegisteredMimeType(type.toString());
      } catch (MimeTypeException e) {
        throw new IllegalStateException("a media type has a good name", e);
      }
    }
  }
}
