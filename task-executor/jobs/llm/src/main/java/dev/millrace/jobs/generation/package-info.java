/// The task types `summary` (one scene becomes a summary) and `scene` (one outline becomes a
/// scene).
///
/// Parameters go through a prompt to the language model and come back as text; `summary` falls back
/// to sentences of the scene itself, chosen by the embedded model. Each task is one unit of work
/// with nothing to commit on the way; many at once are a batch, whose children run side by side
/// within the providers' permits.
@NullMarked
package dev.millrace.jobs.generation;

import org.jspecify.annotations.NullMarked;
