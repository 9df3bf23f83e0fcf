/// Millrace as separate processes on this machine, each of which can be killed, frozen, stopped and
/// started again on the same ports and data.
///
/// [Fleet] starts [Member]s; each is a JVM of [MemberMain], in one of its [Role]s, that ends with
/// the process that started it.
@NullMarked
package dev.millrace.systemtest.fleet;

import org.jspecify.annotations.NullMarked;
