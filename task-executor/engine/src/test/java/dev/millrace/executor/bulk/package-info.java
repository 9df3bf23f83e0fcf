/// Tests of bulk control.
@NullMarked
package dev.millrace.executor.bulk;

import org.jspecify.annotations.NullMarked;
