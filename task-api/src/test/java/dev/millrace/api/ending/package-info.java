@NullMarked
package dev.millrace.api.ending;

import org.jspecify.annotations.NullMarked;
