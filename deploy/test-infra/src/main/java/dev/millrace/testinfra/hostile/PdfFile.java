package dev.millrace.testinfra.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A PDF as it is written: objects one after the other, then where each of them begins.
final class PdfFile {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  PdfFile() {
    write("%PDF-1.7\n");
  }

  /// The number of the next object.
  int next() {
    return offsets.size() + 1;
  }

  /// Where the next object begins.
  int offset() {
    return out.size();
  }

  /// @param text of an object, without its number
  void object(String text) {
    begin();
    write(text + "\nendobj\n");
  }

  /// @param entries of its dictionary, beside the length
  void stream(String entries, byte[] content) {
    begin();
    write("<<" + entries + " /Length " + content.length + ">>\nstream\n");
    out.writeBytes(content);
    write("\nendstream\nendobj\n");
  }

  /// Ends the file with a table of its objects.
  ///
  /// @param trailer entries beside the size
  byte[] end(String trailer) {
    int table = offset();
    write("xref\n0 " + next() + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      write("%010d 00000 n \n".formatted(offset));
    }
    write("trailer\n<</Size " + next() + " " + trailer + ">>\n");
    return end(table);
  }

  /// Ends the file with a place where cross references begin.
  byte[] end(int crossReferences) {
    write("startxref\n" + crossReferences + "\n%%EOF\n");
    return out.toByteArray();
  }

  private void begin() {
    offsets.add(out.size());
    write(offsets.size() + " 0 obj\n");
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
