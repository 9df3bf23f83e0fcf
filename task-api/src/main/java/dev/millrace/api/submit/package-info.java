/// Takes tasks in: judges what is asked for, writes it together with its first fact, answers 202.
///
/// Data flows `controller -> Acceptance -> Submission -> GroupCommit -> SubmissionStore`. Judging
/// is pure; the store alone touches the database.
@NullMarked
package dev.millrace.api.submit;

import org.jspecify.annotations.NullMarked;
