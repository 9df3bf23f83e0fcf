/// What the API says when it refuses: RFC 9457 problem details, one table of types.
@NullMarked
package dev.millrace.api.problem;

import org.jspecify.annotations.NullMarked;
