/// The memory that all requests of a process share for what they hold.
@NullMarked
package dev.millrace.http.budget;

import org.jspecify.annotations.NullMarked;
