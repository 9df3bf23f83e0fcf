/// Work that leaves without a request.
@NullMarked
package dev.millrace.api.relay;

import org.jspecify.annotations.NullMarked;
