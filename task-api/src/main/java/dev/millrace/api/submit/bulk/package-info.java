/// Many tasks in one request: bulks, of which the good ones are accepted, and batches, all or none.
@NullMarked
package dev.millrace.api.submit.bulk;

import org.jspecify.annotations.NullMarked;
