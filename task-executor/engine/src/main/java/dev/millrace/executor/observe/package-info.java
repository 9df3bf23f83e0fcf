/// What operators see of the engine: meters and health.
@NullMarked
package dev.millrace.executor.observe;

import org.jspecify.annotations.NullMarked;
