/// Integration tests of a service against a whole Millrace.
///
/// [MillraceTest] starts one in a process of its own, once for all tests of a JVM, and gives the
/// service's application context its addresses and logins.
@NullMarked
package dev.millrace.test;

import org.jspecify.annotations.NullMarked;
