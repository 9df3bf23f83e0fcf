/// Holds services to what they say of themselves: the OpenAPI document of their HTTP API, and the
/// AsyncAPI document of the topics. For tests alone.
///
/// [dev.millrace.contractcheck.document.DescribedEndpoints] compares a document with the
/// controllers, [dev.millrace.contractcheck.document.DocumentRules] says what it lacks, and
/// [dev.millrace.contractcheck.ApiDriver] sends a running service good and bad requests made from
/// its own document. Everything is told as complaints: sentences for whoever has to mend it.
@NullMarked
package dev.millrace.contractcheck;

import org.jspecify.annotations.NullMarked;
