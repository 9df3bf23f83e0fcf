/// OpenAPI and AsyncAPI documents, and the rules that they keep.
@NullMarked
package dev.millrace.contractcheck.document;

import org.jspecify.annotations.NullMarked;
