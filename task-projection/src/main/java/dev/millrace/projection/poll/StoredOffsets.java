package dev.millrace.projection.poll;

import java.util.Map;

/// Up to where the log is stored, which alone says where a reader goes on.
public interface StoredOffsets {

  /// The next offset of each partition of a topic; a partition of which nothing is stored is
  /// missing.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database refused or is away
  Map<Integer, Long> of(String topic);
}
