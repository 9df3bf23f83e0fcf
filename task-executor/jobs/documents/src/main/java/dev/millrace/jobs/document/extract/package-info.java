/// Text out of files that strangers sent.
///
/// [dev.millrace.jobs.document.extract.Extraction] recognises the kind of a file by its content and
/// gives its passages to a [dev.millrace.jobs.document.extract.passage.PassageSink] as it reads, or
/// ends in [dev.millrace.jobs.document.extract.passage.Refused]. It runs in a process of its own,
/// [dev.millrace.jobs.document.extract.ReaderMain], that answers in
/// [dev.millrace.jobs.document.extract.Frames]. That process has the JDK, PDFBox, jsoup, ICU's
/// detector of encodings and this package, so this package knows nothing else.
@NullMarked
package dev.millrace.jobs.document.extract;

import org.jspecify.annotations.NullMarked;
