@NullMarked
package dev.millrace.api.finalstatus;

import org.jspecify.annotations.NullMarked;
