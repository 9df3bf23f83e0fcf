/// How much one user may submit: tasks a minute, and tasks that are not ended yet.
@NullMarked
package dev.millrace.api.quota;

import org.jspecify.annotations.NullMarked;
