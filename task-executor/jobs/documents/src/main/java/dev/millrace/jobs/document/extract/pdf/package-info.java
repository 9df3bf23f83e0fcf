/// Reads PDF within limits that hold inside its filters, too.
@NullMarked
package dev.millrace.jobs.document.extract.pdf;

import org.jspecify.annotations.NullMarked;
