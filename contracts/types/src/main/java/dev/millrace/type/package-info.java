/// What a task type is called, what it takes and what it answers: constants that whoever submits
/// tasks shares with whoever runs them. Depends on nothing, and runs on Java 17.
@NullMarked
package dev.millrace.type;

import org.jspecify.annotations.NullMarked;
