@NullMarked
package dev.millrace.jobs.document.extract;

import org.jspecify.annotations.NullMarked;
