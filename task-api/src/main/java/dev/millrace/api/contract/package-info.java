/// What the service says of its own contract beside OpenAPI: the AsyncAPI document of the topics,
/// which comes with the events.
@NullMarked
package dev.millrace.api.contract;

import org.jspecify.annotations.NullMarked;
