/// What callers send, read strictly and within bounds: bodies, JSON, queries, values written as
/// text.
///
/// What is wrong is refused as a problem that names the place and says what would be right.
@NullMarked
package dev.millrace.http.input;

import org.jspecify.annotations.NullMarked;
