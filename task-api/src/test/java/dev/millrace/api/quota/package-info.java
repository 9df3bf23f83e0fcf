@NullMarked
package dev.millrace.api.quota;

import org.jspecify.annotations.NullMarked;
