/// What goes wrong: a seeded plan of faults, carried out on a fleet.
@NullMarked
package dev.millrace.systemtest.chaos;

import org.jspecify.annotations.NullMarked;
