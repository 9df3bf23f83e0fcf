/// Real Kafka and real PostgreSQL for the tests of every module, and faults between them.
///
/// [MillraceInfra] gives a test class an [Infra]: one pair of servers for all tests of a module,
/// where each test takes topics and databases of its own. [DedicatedInfra] is a pair for one test,
/// which may stop it, start it again and cut it off.
@NullMarked
package dev.millrace.testinfra;

import org.jspecify.annotations.NullMarked;
