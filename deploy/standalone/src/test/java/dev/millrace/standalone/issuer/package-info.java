@NullMarked
package dev.millrace.standalone.issuer;

import org.jspecify.annotations.NullMarked;
