package dev.millrace.systemtest.hostile.honest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tasks that the honest user was promised, and which of them the stream has shown to end.
final class HonestTasks {

  private final List<String> accepted = new ArrayList<>();
  private final Set<String> documents = new HashSet<>();
  private final Map<String, Long> unseen = new HashMap<>();

  /// Ends that the stream showed before the answer to the submission was there.
  private final Set<String> early = new HashSet<>();

  /// One that computes: how long that takes says nothing about the stream.
  synchronized void acceptDocument(String id) {
    documents.add(id);
    accept(id, 0);
  }

  /// Returns whether the stream has shown its end already.
  synchronized boolean accept(String id, long now) {
    accepted.add(id);
    if (early.remove(id)) {
      return true;
    }
    unseen.put(id, now);
    return false;
  }

  /// How long after its acceptance its end was seen, where the acceptance is known and it is no
  /// document.
  synchronized Optional<Long> see(String id, long now) {
    Long at = unseen.remove(id);
    if (at == null) {
      early.add(id);
    }
    return Optional.ofNullable(at)
        .filter(_ -> !documents.contains(id))
        .map(then -> Math.max(1, now - then));
  }

  synchronized List<String> ids() {
    return List.copyOf(accepted);
  }

  synchronized int unseen() {
    return unseen.size();
  }
}
