package dev.millrace.standalone;

import java.time.Duration;
import java.util.Locale;

/// What a person sees when everything is up: where it is, and what to try first.
final class Welcome {

  private Welcome() {}

  static String text(StandaloneSettings settings, Duration startup) {
    return String.format(
        Locale.ROOT,
        """

        Millrace is up after %.1f s.

          tasks      http://127.0.0.1:%d/api/tasks        (documentation: README.md)
          monsters   http://127.0.0.1:%d/api/monsters
          kafka      127.0.0.1:%d                         (./millrace kafka-properties)
          data       %s

        Try it:

          TOKEN=$(./millrace token alice)
          curl -i -X POST http://127.0.0.1:%2$d/api/tasks/recalc -H "authorization: Bearer $TOKEN" \\
               -H 'content-type: application/json' \\
               -d '{"weights":{"offense":1.2,"survive":0.8,"control":1,"tempo":1,"pp":0.5},"scope":"all"}'
          curl -H "authorization: Bearer $TOKEN" http://127.0.0.1:%2$d/api/tasks?limit=1
          curl -H "authorization: Bearer $TOKEN" http://127.0.0.1:%3$d/api/monsters/1

        Ctrl-C stops it; what is unfinished goes on at the next start.
        """,
        startup.toMillis() / 1000.0,
        settings.port(),
        settings.executorPort(),
        settings.kafkaPort(),
        settings.data().toAbsolutePath().normalize());
  }
}
