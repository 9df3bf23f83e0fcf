/// What an operator says of single types, in the place of their handlers' policies.
@NullMarked
package dev.millrace.executor.policy;

import org.jspecify.annotations.NullMarked;
