/// HTTP as an attacker writes it: every byte as given, bodies that are made while they are sent,
/// connections that are left half-way.
@NullMarked
package dev.millrace.systemtest.hostile.wire;

import org.jspecify.annotations.NullMarked;
