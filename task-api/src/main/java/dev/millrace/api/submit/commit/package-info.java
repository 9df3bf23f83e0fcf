/// Accepted tasks on their way into the database: what is to be one task with one in flight, and
/// many requests in one transaction.
@NullMarked
package dev.millrace.api.submit.commit;

import org.jspecify.annotations.NullMarked;
