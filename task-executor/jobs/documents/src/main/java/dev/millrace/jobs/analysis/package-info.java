/// The task type `analysis`: what a tender asks for, or what work a document describes.
///
/// `AnalysisHandler` reads the document and cuts it into chunks. An engine, `ModelReading` where a
/// language model is configured and `ExtractiveReading` where none is, turns each chunk into
/// `Findings`, which are committed as a checkpoint before the next chunk is read, so that no chunk
/// is paid for twice. At the end the engine concludes the summary, and `Report` builds the result
/// from findings and summary: quotations are looked up in the document and hours are added up here,
/// whoever claimed them.
@NullMarked
package dev.millrace.jobs.analysis;

import org.jspecify.annotations.NullMarked;
