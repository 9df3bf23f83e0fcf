@NullMarked
package dev.millrace.jobs.document.process;

import org.jspecify.annotations.NullMarked;
