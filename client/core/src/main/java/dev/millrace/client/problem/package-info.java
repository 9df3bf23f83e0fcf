/// What calls throw: the service's refusals (RFC 9457), and answers that do not come.
@NullMarked
package dev.millrace.client.problem;

import org.jspecify.annotations.NullMarked;
