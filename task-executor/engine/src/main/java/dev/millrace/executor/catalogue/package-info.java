/// What this executor can run, and how the rest of Millrace learns of it.
///
/// Handlers become entries of the catalogue; before an entry is announced, the topics that its work
/// travels through exist.
@NullMarked
package dev.millrace.executor.catalogue;

import org.jspecify.annotations.NullMarked;
