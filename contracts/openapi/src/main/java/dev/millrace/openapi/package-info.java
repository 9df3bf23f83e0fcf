/// How a service says in public what its HTTP API is: one OpenAPI 3.1 document, and a page to read
/// and try it.
///
/// Data flows `openapi/<service>/*.yaml -> Pieces -> Problems -> ApiDescription -> Editions ->
/// /v3/api-docs`. The pieces are written by hand, one a feature, and checked against the running
/// service by its tests. A running service may add to them.
@NullMarked
package dev.millrace.openapi;

import org.jspecify.annotations.NullMarked;
