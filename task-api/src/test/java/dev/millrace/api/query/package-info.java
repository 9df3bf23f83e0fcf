/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.query;

import org.jspecify.annotations.NullMarked;
