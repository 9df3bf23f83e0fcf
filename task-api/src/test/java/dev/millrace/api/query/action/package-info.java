/// Tests of what is pure in this package.
@NullMarked
package dev.millrace.api.query.action;

import org.jspecify.annotations.NullMarked;
