/// Resuming: streams that begin in the past hear what they have missed, until the live fan-out
/// takes them over.
///
/// [CatchUp] lets a stream hear what the fan-out remembers, and else read the log in a pass that it
/// shares with others. What a user may have read of it is bounded.
@NullMarked
package dev.millrace.api.watch.resume;

import org.jspecify.annotations.NullMarked;
