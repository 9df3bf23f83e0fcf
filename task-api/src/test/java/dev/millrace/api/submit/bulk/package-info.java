@NullMarked
package dev.millrace.api.submit.bulk;

import org.jspecify.annotations.NullMarked;
