/// Work that leaves without a request.
@NullMarked
package dev.millrace.api.dispatch;

import org.jspecify.annotations.NullMarked;
