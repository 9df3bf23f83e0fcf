/// The task type `sleep`: waits, and fails on request. For load, demonstrations and chaos.
@NullMarked
package dev.millrace.jobs.sleep;

import org.jspecify.annotations.NullMarked;
