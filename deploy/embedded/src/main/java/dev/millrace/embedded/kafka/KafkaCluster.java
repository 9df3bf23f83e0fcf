package dev.millrace.embedded.kafka;

import dev.millrace.embedded.Ports;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/// The cluster that an [EmbeddedKafka] belongs to, as one of its nodes sees it.
///
/// @param id what all nodes are formatted with
/// @param node which one this is, from 1
/// @param controllerPorts where the nodes' controllers listen on loopback, node 1 first
public record KafkaCluster(String id, int node, List<Integer> controllerPorts) {

  public KafkaCluster {
    controllerPorts = List.copyOf(controllerPorts);
    if (node < 1 || node > controllerPorts.size()) {
      throw new IllegalArgumentException(
          "node is 1 to " + controllerPorts.size() + ", not " + node);
    }
  }

  public static KafkaCluster ofOne() {
    return new KafkaCluster(Uuid.randomUuid().toString(), 1, List.of(Ports.free()));
  }

  public int size() {
    return controllerPorts.size();
  }

  int controllerPort() {
    return controllerPorts.get(node - 1);
  }

  String voters() {
    return IntStream.rangeClosed(1, size())
        .mapToObj(number -> number + "@127.0.0.1:" + controllerPorts.get(number - 1))
        .collect(Collectors.joining(","));
  }
}
