/// The task type `graph`: what a text speaks of, and how these things belong together.
///
/// `GraphHandler` is a saga. It reads the text and stores its parts (`Builds`), has an `Extractor`
/// find entities and relations in each (`ModelExtractor` where a language model is configured,
/// `EmbeddedExtractor` where none is), stores what was found (`PartRows`), merges it into nodes and
/// edges (`GraphRows`), and makes that version the project's graph. Nobody sees a version before;
/// see [dev.millrace.jobs.project] for what is seen.
@NullMarked
package dev.millrace.jobs.graph;

import org.jspecify.annotations.NullMarked;
