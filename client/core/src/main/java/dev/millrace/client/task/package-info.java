/// A task as the service shows it, and how it can end.
@NullMarked
package dev.millrace.client.task;

import org.jspecify.annotations.NullMarked;
