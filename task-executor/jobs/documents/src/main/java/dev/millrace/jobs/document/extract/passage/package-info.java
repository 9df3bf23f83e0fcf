/// What all readers of documents share: kinds of files, limits, refusals, and where passages go.
@NullMarked
package dev.millrace.jobs.document.extract.passage;

import org.jspecify.annotations.NullMarked;
