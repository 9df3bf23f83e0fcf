@NullMarked
package dev.millrace.blobs;

import org.jspecify.annotations.NullMarked;
