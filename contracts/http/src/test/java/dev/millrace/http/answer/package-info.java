@NullMarked
package dev.millrace.http.answer;

import org.jspecify.annotations.NullMarked;
