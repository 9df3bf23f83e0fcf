package dev.millrace.jobs.document.extract;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.FileKind;
import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What a reader process says, as frames: passages, then the end or a refusal.
///
/// A frame is a byte that tells its kind, and the fields of that kind. Its reader gives no memory
/// to a length that exceeds the limits, whatever the process on the other side has become.
public final class Frames implements PassageSink {

  private static final int PASSAGE = 1;
  private static final int END = 2;
  private static final int REFUSED = 3;

  private final DataOutputStream out;

  public Frames(DataOutputStream out) {
    this.out = out;
  }

  @Override
  public void passage(int page, int paragraph, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      out.writeByte(PASSAGE);
      out.writeInt(page);
      out.writeInt(paragraph);
      out.writeInt(bytes.length);
      out.write(bytes);
    } catch (IOException e) {
      throw new ParentGone(e);
    }
  }

  public void end(Extraction extraction) throws IOException {
    out.writeByte(END);
    out.writeUTF(extraction.kind().name());
    out.writeInt(extraction.pages());
    out.flush();
  }

  public void refused(Refused refused) throws IOException {
    out.writeByte(REFUSED);
    out.writeUTF(refused.code());
    out.writeUTF(refused.reason());
    out.flush();
  }

  /// Reads the answer to one request.
  ///
  /// @param sink gets the passages
  /// @throws Refused as the process said
  /// @throws IOException when the process ends or says something else
  public static Extraction read(DataInputStream in, ExtractionLimits limits, PassageSink sink)
      throws IOException {
    long left = limits.characters();
    int passages = 0;
    while (true) {
      switch (in.readByte()) {
        case PASSAGE -> {
          int page = in.readInt();
          int paragraph = in.readInt();
          int length = in.readInt();
          if (length < 0 || length > 3 * left || ++passages > ExtractionLimits.PASSAGES) {
            throw new IOException("a passage that the limits do not allow");
          }
          String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
          left -= text.length();
          sink.passage(page, paragraph, text);
        }
        case END -> {
          return new Extraction(kind(in.readUTF()), in.readInt());
        }
        case REFUSED -> throw Refused.said(in.readUTF(), in.readUTF());
        default -> throw new IOException("a frame of an unknown kind");
      }
    }
  }

  private static FileKind kind(String name) throws IOException {
    try {
      FileKind kind = FileKind.valueOf(name);
      return switch (kind) {
        case PDF, DOCX, HTML, TEXT -> kind;
        case OLE2, RTF, BINARY -> throw new IOException("a kind of file that is not read: " + kind);
      };
    } catch (IllegalArgumentException e) {
      throw new IOException("a kind of file that is not known", e);
    }
  }

  /// Nobody listens any more.
  static final class ParentGone extends RuntimeException {
    ParentGone(IOException cause) {
      super(cause);
    }
  }
}
