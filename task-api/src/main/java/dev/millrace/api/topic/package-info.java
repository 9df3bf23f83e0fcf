/// Topics that other services make.
@NullMarked
package dev.millrace.api.topic;

import org.jspecify.annotations.NullMarked;
