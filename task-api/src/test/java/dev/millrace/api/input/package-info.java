/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.input;

import org.jspecify.annotations.NullMarked;
