@NullMarked
package dev.millrace.jobs.document.extract.text;

import org.jspecify.annotations.NullMarked;
