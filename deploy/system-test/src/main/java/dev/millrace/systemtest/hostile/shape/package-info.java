/// The shapes: what users can send that others then feel.
///
/// [Shapes] has the list. A new one is a `HostileShape` in the group that it belongs to.
@NullMarked
package dev.millrace.systemtest.hostile.shape;

import org.jspecify.annotations.NullMarked;
