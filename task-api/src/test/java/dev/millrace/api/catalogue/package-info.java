/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.catalogue;

import org.jspecify.annotations.NullMarked;
