package dev.millrace.contractcheck;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who calls.
///
/// @param token that every request has; null is none
/// @param known good values by the name of a parameter, or by its method or operation and name such
///   as `POST type`, where a schema says too little
/// @param secrets texts that no other party may be told, unless they sent it themselves
/// @param seesAll whether others' secrets are told to this one
public record Party(
    String name,
    @Nullable String token,
    Map<String, List<String>> known,
    List<String> secrets,
    boolean seesAll) {}
