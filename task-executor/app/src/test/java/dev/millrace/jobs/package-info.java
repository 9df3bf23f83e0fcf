/// What the tests of all task types share.
@NullMarked
package dev.millrace.jobs;

import org.jspecify.annotations.NullMarked;
