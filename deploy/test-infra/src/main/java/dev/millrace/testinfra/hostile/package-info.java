/// Files that are made to cost their reader more than it should: small as files, endless as work.
///
/// They are written byte by byte, since no library writes such files.
@NullMarked
package dev.millrace.testinfra.hostile;

import org.jspecify.annotations.NullMarked;
