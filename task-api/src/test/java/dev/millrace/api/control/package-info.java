/// What may be asked of a task, in every state.
@NullMarked
package dev.millrace.api.control;

import org.jspecify.annotations.NullMarked;
