@NullMarked
package dev.millrace.listener;

import org.jspecify.annotations.NullMarked;
