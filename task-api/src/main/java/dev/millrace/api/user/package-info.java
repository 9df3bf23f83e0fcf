/// Who is asking.
@NullMarked
package dev.millrace.api.user;

import org.jspecify.annotations.NullMarked;
