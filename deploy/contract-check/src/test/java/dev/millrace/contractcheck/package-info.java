@NullMarked
package dev.millrace.contractcheck;

import org.jspecify.annotations.NullMarked;
