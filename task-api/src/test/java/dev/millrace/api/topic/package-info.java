/// Topics that others make.
@NullMarked
package dev.millrace.api.topic;

import org.jspecify.annotations.NullMarked;
