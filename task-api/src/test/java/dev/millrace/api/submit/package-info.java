/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.submit;

import org.jspecify.annotations.NullMarked;
