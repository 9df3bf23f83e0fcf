/// What one request or connection may take of a process: bounds in front of every HTTP edge.
///
/// [dev.millrace.http.ConnectionGuard] counts connections and requests,
/// [dev.millrace.http.BodyPace] gives every body a least speed,
/// [dev.millrace.http.budget.ByteBudget] shares the heap between the bodies that are in memory. All
/// of them are fractions of the heap that the process has.
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
