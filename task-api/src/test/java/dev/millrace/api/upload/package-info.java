@NullMarked
package dev.millrace.api.upload;

import org.jspecify.annotations.NullMarked;
