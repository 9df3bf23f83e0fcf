/// How long a failed attempt waits, and where: fixed-delay topics, and the forwarder that empties
/// them.
///
/// The run store writes a failed attempt's fact with a retry topic as its second address; from
/// there it hops to shorter delays and, when it is due, to its work topic. So does the fact of a
/// task that was resumed before its time.
@NullMarked
package dev.millrace.executor.retry;

import org.jspecify.annotations.NullMarked;
