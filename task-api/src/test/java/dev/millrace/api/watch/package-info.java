/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.watch;

import org.jspecify.annotations.NullMarked;
