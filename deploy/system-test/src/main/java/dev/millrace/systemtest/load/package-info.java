/// What users do: a seeded plan of submissions and commands, and who remembers what was accepted.
@NullMarked
package dev.millrace.systemtest.load;

import org.jspecify.annotations.NullMarked;
