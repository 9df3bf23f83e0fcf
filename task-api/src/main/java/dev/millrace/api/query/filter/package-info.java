/// Which tasks a list shows, and from where on.
///
/// Data flows `query string -> PageRequest -> FilterSql`. Whose tasks a caller may see is the first
/// condition of each statement; values are arguments and never part of its text.
@NullMarked
package dev.millrace.api.query.filter;

import org.jspecify.annotations.NullMarked;
