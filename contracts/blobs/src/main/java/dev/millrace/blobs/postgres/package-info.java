/// Blobs in a PostgreSQL database of their own, so that no relay decodes them.
@NullMarked
package dev.millrace.blobs.postgres;

import org.jspecify.annotations.NullMarked;
