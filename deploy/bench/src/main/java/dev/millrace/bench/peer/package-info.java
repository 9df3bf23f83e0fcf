/// What a user would pick instead of Millrace, each with its best documented configuration.
///
/// docs/bench/peers.md says where every setting comes from.
@NullMarked
package dev.millrace.bench.peer;

import org.jspecify.annotations.NullMarked;
