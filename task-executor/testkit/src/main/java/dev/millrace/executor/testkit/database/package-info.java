/// The database of a handler under test: one that notes statements down, and a real one.
@NullMarked
package dev.millrace.executor.testkit.database;

import org.jspecify.annotations.NullMarked;
