/// The tables of the engine and of the jobs, each in a schema of their own, brought up to date
/// before anything reads them.
@NullMarked
package dev.millrace.starter;

import org.jspecify.annotations.NullMarked;
