/// Judges a run from what can be seen outside: what was promised, the event log, the rows.
///
/// [Audit] is pure; [Evidence] collects what it judges.
@NullMarked
package dev.millrace.systemtest.audit;

import org.jspecify.annotations.NullMarked;
