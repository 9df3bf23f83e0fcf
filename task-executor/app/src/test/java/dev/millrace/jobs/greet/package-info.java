@NullMarked
package dev.millrace.jobs.greet;

import org.jspecify.annotations.NullMarked;
