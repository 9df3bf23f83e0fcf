/// Tests of the API as a whole: the real application on real servers.
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
