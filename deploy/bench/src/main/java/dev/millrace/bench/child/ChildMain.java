package dev.millrace.bench.child;

import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Runs one system and makes the loads that it is told to.
///
/// Says `ready` when the system is up, then answers each line with `ok` and the readings or with
/// `failed` and why. The end of its input, which is also the end of its parent, ends it.
public final class ChildMain {

  private ChildMain() {}

  public static void main(String[] arguments) throws IOException {
    var answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // Libraries that greet on standard output would garble the answers.
    System.setOut(System.err);
    var system = ChildSystem.valueOf(arguments[0]);
    var profile = Profile.valueOf(arguments[1]);
    try {
      serve(system.open(ChildSettings.of(System.getenv()), profile), answers);
    } catch (Exception e) {
      e.printStackTrace();
      answers.println("failed " + reason(e));
    }
    Runtime.getRuntime().halt(0);
  }

  private static void serve(Target target, PrintStream answers) throws IOException {
    answers.println("ready");
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = commands.readLine(); line != null; line = commands.readLine()) {
      try {
        answers.println(("ok " + answer(target, line)).strip());
      } catch (Exception e) {
        e.printStackTrace();
        answers.println("failed " + reason(e));
      }
    }
  }

  private static String answer(Target target, String line) throws Exception {
    var words = line.split(" ", -1);
    switch (words[0]) {
      case "hold" -> target.hold();
      case "release" -> target.release();
      case "close" -> target.close();
      case "submit" ->
          target.submitBatch(
              Integer.parseInt(words[1]),
              Work.sleeping(Duration.ofMillis(Long.parseLong(words[2]))));
      default -> {
        return new Load(target).apply(LoadRequest.parse(line)).toLine();
      }
    }
    return "";
  }

  private static String reason(Exception e) {
    return (e.getClass().getSimpleName() + ": " + e.getMessage()).replaceAll("\\s+", " ");
  }
}
