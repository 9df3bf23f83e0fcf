/// The JVM in which a peer or a floor runs, with the load beside it.
///
/// Commands come in on standard input, one line each; one line answers each.
@NullMarked
package dev.millrace.bench.child;

import org.jspecify.annotations.NullMarked;
