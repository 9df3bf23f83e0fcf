/// Faults between a client and a server.
@NullMarked
package dev.millrace.testinfra.fault;

import org.jspecify.annotations.NullMarked;
