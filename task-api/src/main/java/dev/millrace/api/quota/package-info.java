/// How much one user may do: what a call costs is asked before it is worked on, and before its body
/// is read.
@NullMarked
package dev.millrace.api.quota;

import org.jspecify.annotations.NullMarked;
