@NullMarked
package dev.millrace.jobs.document;

import org.jspecify.annotations.NullMarked;
