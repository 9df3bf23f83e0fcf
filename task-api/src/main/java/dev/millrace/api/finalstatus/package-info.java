/// What became of the accepted tasks, kept beside them in `request`.
///
/// Data flows `millrace.events -> EndingLog -> Ending -> EndingRows`. Only facts that end or reopen
/// a task are read; everything else about a task is the projection's to know.
@NullMarked
package dev.millrace.api.finalstatus;

import org.jspecify.annotations.NullMarked;
