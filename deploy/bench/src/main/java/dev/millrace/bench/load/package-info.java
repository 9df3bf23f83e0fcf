/// The load: what is asked of a system under test, the same for all of them.
///
/// A [LoadRequest] goes in, [Load] turns it into bounded calls on a [Target] and answers with
/// [Readings]. It runs in the JVM that calls the target: the child's for libraries, the harness's
/// for Millrace.
@NullMarked
package dev.millrace.bench.load;

import org.jspecify.annotations.NullMarked;
