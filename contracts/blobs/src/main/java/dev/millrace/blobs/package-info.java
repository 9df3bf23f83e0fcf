/// Where services keep what is too large for an event: uploaded files and large results.
///
/// A service puts a blob before the transaction that speaks of it; others open it by the name that
/// the event carries. [dev.millrace.blobs.Blobs] is the port; `postgres` and `s3` stand behind it
/// and do not see each other. The client of S3 is an optional dependency: only who uses it has it.
@NullMarked
package dev.millrace.blobs;

import org.jspecify.annotations.NullMarked;
