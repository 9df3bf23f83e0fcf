/// The guarantees, each in a class of its name, on one fleet that the classes share.
@NullMarked
package dev.millrace.systemtest;

import org.jspecify.annotations.NullMarked;
