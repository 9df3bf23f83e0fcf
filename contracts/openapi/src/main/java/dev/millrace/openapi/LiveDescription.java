package dev.millrace.openapi;

import tools.jackson.databind.node.ObjectNode;

/// What a running service adds to its document, a bean of it: what its pieces cannot know.
public interface LiveDescription {

  /// Another one whenever something else would be added.
  long version();

  /// Adds to a copy of the document.
  void addTo(ObjectNode document);
}
