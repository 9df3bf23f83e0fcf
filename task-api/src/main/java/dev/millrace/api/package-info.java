/// The front door: takes tasks in, says where they stand, offers what executors can run.
///
/// Data flows `HTTP -> input -> submit -> request table and WAL message` on the way in, and
/// `request table, projection -> query -> HTTP` on the way out. What is refused leaves as a
/// problem.
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
