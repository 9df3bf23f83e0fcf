/// Projects as clients read them over HTTP, and the graph of each.
///
/// `ProjectController` and `GraphController` `-> ProjectQueries`, `GraphQueries -> views`. All of
/// it is read here and written by [dev.millrace.jobs.graph]. A project belongs to the user whose
/// tasks build it; for everybody else but operators there is none.
@NullMarked
package dev.millrace.jobs.project;

import org.jspecify.annotations.NullMarked;
