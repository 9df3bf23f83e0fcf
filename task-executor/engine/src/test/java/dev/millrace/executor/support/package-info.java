/// What the tests of the engine share: a database with its run store, a work topic, an engine to
/// start.
@NullMarked
package dev.millrace.executor.support;

import org.jspecify.annotations.NullMarked;
