@NullMarked
package dev.millrace.http.problem;

import org.jspecify.annotations.NullMarked;
