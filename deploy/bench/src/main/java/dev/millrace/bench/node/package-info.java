/// The queues of Node, which run in a `node` process of their own: `deploy/bench/node`.
///
/// [NodeTools] finds and installs what they need, [NodeChild] is their command line, and
/// [BullMqContender] runs the one that needs a Redis.
@NullMarked
package dev.millrace.bench.node;

import org.jspecify.annotations.NullMarked;
