@NullMarked
package dev.millrace.jobs.document.extract.passage;

import org.jspecify.annotations.NullMarked;
