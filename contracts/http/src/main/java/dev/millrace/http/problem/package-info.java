/// What a service answers when it refuses: RFC 9457 problem details.
///
/// Each kind of problem has its status and its title here, or beside what alone refuses so.
@NullMarked
package dev.millrace.http.problem;

import org.jspecify.annotations.NullMarked;
