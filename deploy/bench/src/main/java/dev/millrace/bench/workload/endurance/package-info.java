/// What becomes of the rates with time: a growing table, transactions and runs that are held open.
@NullMarked
package dev.millrace.bench.workload.endurance;

import org.jspecify.annotations.NullMarked;
