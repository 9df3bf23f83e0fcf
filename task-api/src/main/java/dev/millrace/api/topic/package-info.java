/// Topics that other services make, and how this one reads the small ones.
@NullMarked
package dev.millrace.api.topic;

import org.jspecify.annotations.NullMarked;
