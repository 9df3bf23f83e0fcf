/// Blobs in the memory of this process, for tests of services.
@NullMarked
package dev.millrace.blobs.memory;

import org.jspecify.annotations.NullMarked;
