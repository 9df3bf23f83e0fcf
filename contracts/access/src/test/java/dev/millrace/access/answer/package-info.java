@NullMarked
package dev.millrace.access.answer;

import org.jspecify.annotations.NullMarked;
