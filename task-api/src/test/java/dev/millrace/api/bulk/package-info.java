/// Tests of bulk control.
@NullMarked
package dev.millrace.api.bulk;

import org.jspecify.annotations.NullMarked;
