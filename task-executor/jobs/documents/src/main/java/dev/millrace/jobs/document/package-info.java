/// Documents as text that knows where it stands.
///
/// An upload goes into [dev.millrace.jobs.document.DocumentReader], which a process of its own
/// stands behind (`process`, `extract`), and a text into [dev.millrace.jobs.document.Documents];
/// both give a [dev.millrace.jobs.document.Document] of passages.
/// [dev.millrace.jobs.document.Chunks] cuts that into pieces that fit a model, and
/// [dev.millrace.jobs.document.Quotes] finds a quotation in it. No file is parsed in this process:
/// it is hostile until it is text.
@NullMarked
package dev.millrace.jobs.document;

import org.jspecify.annotations.NullMarked;
