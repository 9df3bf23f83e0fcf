/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.query.waiting;

import org.jspecify.annotations.NullMarked;
