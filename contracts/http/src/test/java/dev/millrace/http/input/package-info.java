/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.http.input;

import org.jspecify.annotations.NullMarked;
