/// One program as a new user has it, hostile users at its ports, and an honest one beside them.
///
/// [HostileShape]s attack by way of an [Attacker]; [HostileRun] lets them, and judges by what the
/// honest user felt and by how the program stands at the end.
@NullMarked
package dev.millrace.systemtest.hostile;

import org.jspecify.annotations.NullMarked;
