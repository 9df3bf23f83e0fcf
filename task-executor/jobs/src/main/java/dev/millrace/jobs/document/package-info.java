/// Documents as text that knows where it stands.
///
/// Bytes go into [dev.millrace.jobs.document.Documents], which recognises the kind by content,
/// never by name, and lets one extractor per kind (PDFBox, POI, jsoup, the JDK) turn them into a
/// [dev.millrace.jobs.document.Document] of passages; [dev.millrace.jobs.document.Chunks] cuts that
/// into pieces that fit a model, and [dev.millrace.jobs.document.Quotes] finds a quotation in it.
/// Everything that comes in is hostile until read: sizes, pages and inflation are limited, and what
/// cannot be read fails for good with the reason.
@NullMarked
package dev.millrace.jobs.document;

import org.jspecify.annotations.NullMarked;
