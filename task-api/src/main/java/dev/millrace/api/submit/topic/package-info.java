/// Takes tasks that services submit in transactions of their own, from `millrace.submissions`.
@NullMarked
package dev.millrace.api.submit.topic;

import org.jspecify.annotations.NullMarked;
