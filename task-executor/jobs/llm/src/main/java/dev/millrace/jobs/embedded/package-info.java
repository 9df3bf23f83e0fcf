/// An engine that reads documents without any provider: it extracts, and writes nothing of its own.
///
/// Text is cut into [dev.millrace.jobs.embedded.Sentences], an
/// [dev.millrace.jobs.embedded.Embedder] turns each into a vector (BGE small, run by ONNX Runtime
/// in this process, one model per language, loaded at first use), and
/// [dev.millrace.jobs.embedded.Ranking] picks the sentences that stand for the whole, or for a
/// topic. Pure computation: nothing is stored, nothing leaves the process.
@NullMarked
package dev.millrace.jobs.embedded;

import org.jspecify.annotations.NullMarked;
