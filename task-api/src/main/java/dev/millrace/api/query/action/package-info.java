/// What can be asked of a task, and what was asked a moment ago and is not answered yet.
@NullMarked
package dev.millrace.api.query.action;

import org.jspecify.annotations.NullMarked;
