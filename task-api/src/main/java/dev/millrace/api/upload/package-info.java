/// Uploaded files: what kind they are, where they are kept, and for how long.
///
/// A file is stored before the transaction that accepts its task, under the task's id. It lives as
/// long as the task; what a crash leaves without one is found and deleted.
@NullMarked
package dev.millrace.api.upload;

import org.jspecify.annotations.NullMarked;
