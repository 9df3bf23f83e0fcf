/// Work that a process does again and again while it runs.
@NullMarked
package dev.millrace.api.repeat;

import org.jspecify.annotations.NullMarked;
