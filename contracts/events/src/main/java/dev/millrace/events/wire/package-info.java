/// How facts and commands travel: CloudEvents 1.0 in binary mode, values as plain JSON.
///
/// Data flows `Fact -> CloudEvent -> headers and value` when written and back when read. Only this
/// package knows header names and type names.
@NullMarked
package dev.millrace.events.wire;

import org.jspecify.annotations.NullMarked;
