package dev.millrace.jobs.document;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Refuses PDF files whose compressed streams unpack to more than a limit.
///
/// PDFBox unpacks a stream into the heap without a limit of its own, so each `stream` keyword's
/// bytes are inflated into nothing first. What is not deflated is not affected: no other filter of
/// PDF text grows by more than a small factor.
final class PdfStreams {

  private static final byte[] KEYWORD = {'s', 't', 'r', 'e', 'a', 'm'};

  private PdfStreams() {}

  static void checkInflation(byte[] pdf, long limit) {
    byte[] sink = new byte[65_536];
    long total = 0;
    for (int at = next(pdf, 0); at >= 0; at = next(pdf, at)) {
      total += inflated(pdf, at, limit - total, sink);
      if (total > limit) {
        throw Refusal.tooLarge("the document unpacks to more than " + (limit >> 20) + " MB");
      }
    }
  }

  /// How many bytes the stream at `from` unpacks to, counted no further than just over `limit`.
  private static long inflated(byte[] pdf, int from, long limit, byte[] sink) {
    if (from + 1 >= pdf.length || (pdf[from] & 0x0F) != 8) {
      return 0;
    }
    long total = 0;
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(pdf, from, pdf.length - from);
      while (!inflater.finished() && total <= limit) {
        int count = inflater.inflate(sink);
        if (count == 0) {
          break;
        }
        total += count;
      }
    } catch (DataFormatException _) {
      return total; // not deflated, or damaged from here on: PDFBox sees no more of it than this
    }
    return total;
  }

  /// The first byte after the next `stream` keyword and its line end, or -1.
  private static int next(byte[] pdf, int from) {
    for (int i = from; i + KEYWORD.length < pdf.length; i++) {
      int k = 0;
      while (k < KEYWORD.length && pdf[i + k] == KEYWORD[k]) {
        k++;
      }
      if (k == KEYWORD.length && (i == 0 || pdf[i - 1] != 'd')) {
        int start = i + k;
        start += pdf[start] == '\r' && start + 1 < pdf.length ? 1 : 0;
        start += pdf[start] == '\n' ? 1 : 0;
        return start;
      }
    }
    return -1;
  }
}
