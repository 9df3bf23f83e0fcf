package dev.millrace.api.pause;

import dev.millrace.events.catalogue.TypeControl;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// The paused types in memory, for answers: as the database had them a second ago, or since this
/// process changed them. While the database is away, they stay as they were.
public final class PausedTypes {

  private static final Logger LOG = LoggerFactory.getLogger(PausedTypes.class);

  private final TypePauses rows;
  private volatile Map<String, TypePause> byType = Map.of();

  PausedTypes(TypePauses rows) {
    this.rows = rows;
  }

  /// How a type is paused; null where it is not.
  public @Nullable TypePause of(String type) {
    return byType.get(type);
  }

  /// Reads them anew for an answer; while the database is away, they stay as they were.
  public void look() {
    try {
      refresh();
    } catch (DataAccessException e) {
      LOG.debug("Which types are paused is as it was known: {}", e.toString());
    }
  }

  /// Reads them anew. One at a time, so that none puts back what is older.
  public synchronized void refresh() {
    byType =
        rows.paused().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    control -> control.type().value(), PausedTypes::shown));
  }

  private static TypePause shown(TypeControl control) {
    return new TypePause(control.by().value(), control.reason(), control.at());
  }
}
