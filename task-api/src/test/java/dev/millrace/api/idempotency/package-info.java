@NullMarked
package dev.millrace.api.idempotency;

import org.jspecify.annotations.NullMarked;
