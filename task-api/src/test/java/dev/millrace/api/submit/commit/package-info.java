@NullMarked
package dev.millrace.api.submit.commit;

import org.jspecify.annotations.NullMarked;
