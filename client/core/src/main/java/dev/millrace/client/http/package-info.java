/// Inside the client: calls with their tokens, time-outs and repetitions, and what comes back, in
/// bounds.
@NullMarked
package dev.millrace.client.http;

import org.jspecify.annotations.NullMarked;
