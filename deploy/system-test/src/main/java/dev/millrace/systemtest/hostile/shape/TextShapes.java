package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.between;
import static dev.millrace.systemtest.hostile.shape.Shapes.oneOf;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Request;
import java.util.List;
import java.util.Random;

/// Texts that are short, and long to read: what they repeat makes backtracking of every order.
final class TextShapes {

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "names-in-a-text",
              "two graphs of 12 KB held every core of the three services for good, deaf to cancel",
              TextShapes::names),
          HostileShape.of(
              "repeated-text",
              "a sentence without an end made each rule look at the whole of it at each place",
              TextShapes::repeated));

  private TextShapes() {}

  private static void names(Attacker attacker, Random random) {
    String text = oneOf(random, "Xy a ", "Xy of a ", "Ab Cd e ").repeat(2_400);
    for (int i = 0; i < 4; i++) {
      graph(attacker, text).forEach(id -> cancel(attacker, id));
    }
  }

  private static void repeated(Attacker attacker, Random random) {
    for (int i = 0; i < 6 && attacker.goesOn(); i++) {
      String piece =
          oneOf(
              random,
              "Mr ",
              "Mr. X ",
              "a.b. ",
              "\\\"",
              "\u201c",
              " ",
              "(",
              "A-",
              "\u4e00\u3001",
              "x@",
              "1.",
              "http://a/",
              "| ",
              "\\t",
              "de la ",
              "\u00a0");
      String text = "X " + piece.repeat(between(random, 5_000, 60_000)) + "y";
      switch (random.nextInt(3)) {
        case 0 -> graph(attacker, text);
        case 1 -> attacker.send(Request.post("/api/tasks/analysis", text("text", text)));
        default ->
            attacker.send(Request.post("/api/tasks/summary", text("scene", cut(text, 199_000))));
      }
    }
  }

  private static List<String> graph(Attacker attacker, String text) {
    return attacker.submit(
        Request.post("/api/tasks/graph", "{\"projectId\":\"p\",\"text\":\"" + text + "\"}"));
  }

  private static void cancel(Attacker attacker, String id) {
    attacker.send(Request.get("/api/tasks/" + id).as("DELETE"));
  }

  private static String text(String name, String text) {
    return "{\"" + name + "\":\"" + text + "\"}";
  }

  private static String cut(String text, int most) {
    // An escape is two characters, so that an even number may be cut between them.
    return text.length() <= most ? text : text.substring(0, most).replaceAll("\\\\$", "");
  }
}
