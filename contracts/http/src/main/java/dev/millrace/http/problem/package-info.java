/// What the executor answers over HTTP when it cannot do what was asked: RFC 9457 problem details.
@NullMarked
package dev.millrace.http.problem;

import org.jspecify.annotations.NullMarked;
