/// Reads tasks for clients: one, a page, their history and their number.
///
/// Data flows `projection, request table -> FoundTask -> TaskDocument -> HTTP`. The projection
/// knows best; the request table knows first. Joined, a task is there from the moment its 202 was
/// sent.
///
/// Beside it: `filter` says which tasks and from where on, `document` is a task's JSON, `action` is
/// what can be asked of a task, `waiting` holds an answer back until there is news.
@NullMarked
package dev.millrace.api.query;

import org.jspecify.annotations.NullMarked;
