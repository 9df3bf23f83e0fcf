/// What task-api does for batches after their submission: it stops their children, because it alone
/// knows those that no executor has met.
@NullMarked
package dev.millrace.api.batch;

import org.jspecify.annotations.NullMarked;
