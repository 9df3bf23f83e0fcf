package dev.millrace.outbox.relay.wal;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// A JDBC URL and further parameters, as the PostgreSQL driver understands them.
///
/// @param others what is neither an address nor a login nor the relay's own to set
record DriverParameters(
    List<String> hosts, String database, String user, String password, Map<String, String> others) {

  /// What a relay sets to its own needs: it waits for other things than a pool does.
  private static final Set<PGProperty> OWN =
      Set.of(
          PGProperty.APPLICATION_NAME,
          PGProperty.CONNECT_TIMEOUT,
          PGProperty.LOGIN_TIMEOUT,
          PGProperty.SOCKET_TIMEOUT,
          PGProperty.TCP_KEEP_ALIVE);

  /// What reading the WAL needs in its own way.
  private static final Set<PGProperty> REFUSED =
      Set.of(
          PGProperty.ASSUME_MIN_SERVER_VERSION,
          PGProperty.PREFER_QUERY_MODE,
          PGProperty.READ_ONLY,
          PGProperty.REPLICATION);

  /// @throws IllegalArgumentException in a line that names what a relay cannot go by
  static DriverParameters of(String jdbcUrl, Map<String, String> more) {
    Properties all = parsed(jdbcUrl);
    more.forEach(all::putIfAbsent);
    Map<String, String> others = new TreeMap<>();
    for (String name : all.stringPropertyNames()) {
      PGProperty known = PGProperty.forName(name);
      if (known != null && REFUSED.contains(known)) {
        throw new IllegalArgumentException(
            "The relay cannot go by the JDBC parameter "
                + name
                + "; give it a URL without that: millrace.relay.url.");
      }
      if (known == null || !OWN.contains(known)) {
        others.put(name, all.getProperty(name));
      }
    }
    return new DriverParameters(
        hosts(taken(others, PGProperty.PG_HOST), taken(others, PGProperty.PG_PORT)),
        taken(others, PGProperty.PG_DBNAME),
        taken(others, PGProperty.USER),
        taken(others, PGProperty.PASSWORD),
        Map.copyOf(others));
  }

  private static Properties parsed(String jdbcUrl) {
    Properties parsed =
        jdbcUrl.startsWith("jdbc:postgresql:") ? Driver.parseURL(jdbcUrl, null) : null;
    if (parsed == null) {
      int parameters = jdbcUrl.indexOf('?');
      throw new IllegalArgumentException(
          "Not a JDBC URL such as jdbc:postgresql://host:5432/database: "
              + (parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters)));
    }
    return parsed;
  }

  private static String taken(Map<String, String> from, PGProperty property) {
    @Nullable String value = from.remove(property.getName());
    return value == null ? "" : value;
  }

  private static List<String> hosts(String names, String ports) {
    String[] name = names.split(",", -1);
    String[] port = ports.split(",", -1);
    return IntStream.range(0, name.length).mapToObj(i -> name[i] + ":" + port[i]).toList();
  }
}
