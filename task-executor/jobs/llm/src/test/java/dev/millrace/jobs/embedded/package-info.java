@NullMarked
package dev.millrace.jobs.embedded;

import org.jspecify.annotations.NullMarked;
