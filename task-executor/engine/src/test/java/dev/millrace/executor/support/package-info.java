/// What the tests of the engine share: a database with its journal, a work topic, an engine to
/// start.
@NullMarked
package dev.millrace.executor.support;

import org.jspecify.annotations.NullMarked;
