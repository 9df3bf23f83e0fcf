package dev.millrace.jobs.document;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `millrace.documents.*`: how much of a document is read before it is refused.
///
/// @param size largest file that is read
/// @param inflated most bytes that a file may have unpacked
/// @param pages most pages of a PDF
/// @param characters most characters of text
@ConfigurationProperties("millrace.documents")
public record DocumentLimits(
    @DefaultValue("50MB") DataSize size,
    @DefaultValue("300MB") DataSize inflated,
    @DefaultValue("3000") int pages,
    @DefaultValue("10000000") int characters) {

  public static final DocumentLimits STANDARD =
      new DocumentLimits(DataSize.ofMegabytes(50), DataSize.ofMegabytes(300), 3000, 10_000_000);

  public DocumentLimits {
    if (size.toBytes() < 1 || inflated.toBytes() < 1 || pages < 1 || characters < 1) {
      throw new IllegalArgumentException("millrace.documents: every limit is 1 or more");
    }
  }

  /// The same for what reads them.
  public ExtractionLimits extraction() {
    return new ExtractionLimits(inflated.toBytes(), pages, characters);
  }
}
