package dev.millrace.contractcheck;

import dev.millrace.contractcheck.RawHttp.Answer;
import dev.millrace.contractcheck.RawHttp.Request;
import dev.millrace.contractcheck.document.Operation;

/// A request and its answer.
///
/// @param operation that the request was made from
public record Exchange(Party party, Operation operation, Request request, Answer answer) {}
