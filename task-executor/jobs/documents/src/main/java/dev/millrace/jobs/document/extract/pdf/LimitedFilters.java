package dev.millrace.jobs.document.extract.pdf;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.jspecify.annotations.Nullable;

/// What the streams of a PDF may unpack to, counted behind each filter, so that it holds whatever
/// the filters, their order and the encryption are.
///
/// PDFBox has one set of filters for all that it reads, and no way to give it others: they are
/// replaced in it, once, and count for the document that is being read. A process reads one
/// document at a time.
final class LimitedFilters {

  private static final Set<COSName> OF_PICTURES =
      Set.of(
          COSName.DCT_DECODE,
          COSName.DCT_DECODE_ABBREVIATION,
          COSName.CCITTFAX_DECODE,
          COSName.CCITTFAX_DECODE_ABBREVIATION,
          COSName.JPX_DECODE,
          COSName.JBIG2_DECODE);

  private static @Nullable LimitedFilters current;

  private final ExtractionLimits limits;
  private final IdentityHashMap<COSDictionary, Integer> streams = new IdentityHashMap<>();
  private long total;
  private @Nullable Refused refused;

  private LimitedFilters(ExtractionLimits limits) {
    this.limits = limits;
  }

  /// Begins to count for a document.
  static synchronized LimitedFilters install(ExtractionLimits limits) {
    if (current == null) {
      replace();
    }
    LimitedFilters filters = new LimitedFilters(limits);
    current = filters;
    return filters;
  }

  /// @throws Refused when a stream was too large, even if that was overlooked since
  void requireWithin() {
    if (refused != null) {
      throw refused;
    }
  }

  private static void replace() {
    IdentityHashMap<Filter, Filter> limited = new IdentityHashMap<>();
    filters()
        .replaceAll((name, filter) ->
            limited.computeIfAbsent(filter, _ -> new Limited(filter, OF_PICTURES.contains(name))));
  }

  @SuppressWarnings("unchecked") // the field's type, which reflection does not know
  private static Map<COSName, Filter> filters() {
    try {
      var field = FilterFactory.class.getDeclaredField("filters");
      field.setAccessible(true);
      return (Map<COSName, Filter>) field.get(FilterFactory.INSTANCE);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this release of PDFBox keeps its filters elsewhere", e);
    }
  }

  /// A stream that is unpacked again and again counts once for the document.
  ///
  /// @param index of the filter, among those of the stream
  private OutputStream counted(OutputStream decoded, COSDictionary stream, int index) {
    boolean first = streams.getOrDefault(stream, -1) < index;
    streams.merge(stream, index, Math::max);
    return new OutputStream() {
      private long written;

      @Override
      public void write(int b) throws IOException {
        count(1);
        decoded.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        decoded.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        decoded.flush();
      }

      private void count(int length) {
        written += length;
        total += first ? length : 0;
        require(written, limits.stream(), "a stream of the document");
        require(total, limits.inflated(), "the document");
      }
    };
  }

  private void require(long bytes, long most, String what) {
    if (bytes > most) {
      refused =
          Refused.tooLarge(
              String.format(Locale.ROOT, "%s unpacks to more than %d MB", what, most >> 20));
      throw refused;
    }
  }

  /// A filter of PDFBox whose output is counted. One of pictures has none: they hold no text.
  private static final class Limited extends Filter {
    private final Filter filter;
    private final boolean ofPictures;

    Limited(Filter filter, boolean ofPictures) {
      this.filter = filter;
      this.ofPictures = ofPictures;
    }

    @Override
    public DecodeResult decode(
        InputStream encoded, OutputStream decoded, COSDictionary parameters, int index)
        throws IOException {
      return filter.decode(encoded, limited(decoded, parameters, index), parameters, index);
    }

    @Override
    public DecodeResult decode(
        InputStream encoded,
        OutputStream decoded,
        COSDictionary parameters,
        int index,
        DecodeOptions options)
        throws IOException {
      return filter.decode(
          encoded, limited(decoded, parameters, index), parameters, index, options);
    }

    @Override
    protected void encode(InputStream input, OutputStream encoded, COSDictionary parameters)
        throws IOException {
      filter.encode(input, encoded, parameters, 0);
    }

    private OutputStream limited(OutputStream decoded, COSDictionary parameters, int index)
        throws IOException {
      LimitedFilters filters = current;
      if (ofPictures || filters == null) {
        throw new IOException("a picture holds no text");
      }
      return filters.counted(decoded, parameters, index);
    }
  }
}
