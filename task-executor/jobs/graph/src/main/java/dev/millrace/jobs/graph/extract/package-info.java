/// What a part of a text says: names and relations, found by rules or by a language model. Pure but
/// for the model.
@NullMarked
package dev.millrace.jobs.graph.extract;

import org.jspecify.annotations.NullMarked;
