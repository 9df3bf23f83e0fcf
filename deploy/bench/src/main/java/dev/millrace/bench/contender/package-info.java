/// What is measured, as processes: started, put under load, watched, killed, stopped.
///
/// [Contender] is the port; [ChildContender] runs a library or a floor in a process of its own,
/// [JavaChild] in a JVM.
@NullMarked
package dev.millrace.bench.contender;

import org.jspecify.annotations.NullMarked;
