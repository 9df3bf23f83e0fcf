/// Says where tasks stand.
///
/// Data flows `projection, request table -> TaskDocument -> HTTP`. The projection knows best; the
/// request table knows first. Joined, a task is there from the moment its 202 was sent.
@NullMarked
package dev.millrace.api.query;

import org.jspecify.annotations.NullMarked;
