/// Inside the client: hearing of the end of a task by its stream of server-sent events, or by
/// asking where streams are refused.
@NullMarked
package dev.millrace.client.watch;

import org.jspecify.annotations.NullMarked;
