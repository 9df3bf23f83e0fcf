/// The small topics of other services that this one reads whole.
@NullMarked
package dev.millrace.api.topic;

import org.jspecify.annotations.NullMarked;
