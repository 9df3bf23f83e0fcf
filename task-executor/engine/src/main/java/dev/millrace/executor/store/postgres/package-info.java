/// [dev.millrace.executor.store.RunStore] in PostgreSQL: claims, leases, outcomes, sagas, retries,
/// and what brings a run store back that was restored from a backup.
@NullMarked
package dev.millrace.executor.store.postgres;

import org.jspecify.annotations.NullMarked;
