/// What a contender takes while it is under load: processor time by process and by stage, and WAL.
///
/// [ProcessorWatch] looks at `/proc`, [WalMark] asks PostgreSQL, [StoredSizes] asks for tables.
@NullMarked
package dev.millrace.bench.usage;

import org.jspecify.annotations.NullMarked;
