/// Tests of joining and passing on.
@NullMarked
package dev.millrace.api.watch.live;

import org.jspecify.annotations.NullMarked;
