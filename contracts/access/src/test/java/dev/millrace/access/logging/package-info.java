@NullMarked
package dev.millrace.access.logging;

import org.jspecify.annotations.NullMarked;
