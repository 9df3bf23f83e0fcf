/// The user who only works: what they call, how long they wait, and whether their tasks end.
@NullMarked
package dev.millrace.systemtest.hostile.honest;

import org.jspecify.annotations.NullMarked;
