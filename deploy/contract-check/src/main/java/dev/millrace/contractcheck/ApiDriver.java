package dev.millrace.contractcheck;

import dev.millrace.contractcheck.RawHttp.Answer;
import dev.millrace.contractcheck.RawHttp.Request;
import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.contractcheck.document.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Sends a running service good and bad requests made from its own document, as several parties,
/// and complains of every answer that the document does not allow.
///
/// The same seed makes the same requests, as far as the parties know the same.
public final class ApiDriver {

  private static final int MOST_COMPLAINTS = 25;

  private final RawHttp http;
  private final OpenApiDocument document;
  private final AnswerJudge judge;
  private final long seed;
  private final List<String> complaints = new ArrayList<>();
  private int sent;

  public ApiDriver(RawHttp http, OpenApiDocument document, long seed) {
    this.http = http;
    this.document = document;
    this.judge = new AnswerJudge(document);
    this.seed = seed;
  }

  /// Drives every operation as every party.
  ///
  /// @param rounds how often each kind of request is made
  /// @param heard is told of every exchange
  public void drive(List<Party> parties, int rounds, Consumer<Exchange> heard) {
    for (Party party : parties) {
      var generator =
          new Generator(document, new Random(seed ^ party.name().hashCode()), party.known());
      var requests = new RequestMaker(generator, party);
      for (Operation operation : document.operations()) {
        for (int round = 0; round < rounds; round++) {
          for (RequestMaker.Kind kind : RequestMaker.Kind.values()) {
            exchange(party, parties, operation, requests.make(operation, kind), heard);
          }
        }
      }
    }
  }

  /// What was wrong, with the request that brought it to light; at most so many as one can read.
  public List<String> complaints() {
    return complaints;
  }

  /// How many requests there were.
  public int sent() {
    return sent;
  }

  private void exchange(
      Party party,
      List<Party> parties,
      Operation operation,
      RequestMaker.Made made,
      Consumer<Exchange> heard) {
    sent++;
    Answer answer;
    try {
      answer = http.send(made.request());
    } catch (IOException e) {
      complain(party, operation, made, "no answer: " + e.getMessage());
      return;
    }
    List<String> wrong =
        made.isOfOperation()
            ? judge.complaints(operation, answer)
            : AnswerJudge.ofAnyAnswer(made.request().method(), answer);
    wrong.forEach(what -> complain(party, operation, made, what + "; " + shown(answer)));
    leaks(party, parties, made.request(), answer)
        .forEach(secret ->
            complain(party, operation, made, "it tells '" + secret + "'; " + shown(answer)));
    heard.accept(new Exchange(party, operation, made.request(), answer));
  }

  private static List<String> leaks(
      Party party, List<Party> parties, Request request, Answer answer) {
    if (party.seesAll()) {
      return List.of();
    }
    String sent = request.toString();
    return parties.stream()
        .filter(other -> !other.equals(party))
        .flatMap(other -> other.secrets().stream())
        .filter(secret -> answer.body().contains(secret) && !sent.contains(secret))
        .toList();
  }

  private void complain(Party party, Operation operation, RequestMaker.Made made, String what) {
    if (complaints.size() < MOST_COMPLAINTS) {
      complaints.add(
          "%s as %s, %s: %s\n    sent: %s"
              .formatted(operation, party.name(), made.kind(), what, made.request()));
    }
  }

  private static String shown(Answer answer) {
    String body = answer.body();
    return answer.status() + " " + (body.length() <= 400 ? body : body.substring(0, 400) + "...");
  }
}
