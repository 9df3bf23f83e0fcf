/// The JSON of a task.
///
/// Data flows `row -> FoundTask -> TaskMembers -> TaskDocument -> JSON`. A row says what is stored;
/// the members say what a client is shown at this moment. JSON of others passes through as text and
/// is not parsed.
@NullMarked
package dev.millrace.api.query.document;

import org.jspecify.annotations.NullMarked;
