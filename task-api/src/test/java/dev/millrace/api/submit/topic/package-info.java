@NullMarked
package dev.millrace.api.submit.topic;

import org.jspecify.annotations.NullMarked;
