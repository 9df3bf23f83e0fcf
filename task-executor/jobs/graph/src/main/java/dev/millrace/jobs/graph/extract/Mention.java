package dev.millrace.jobs.graph.extract;

/// A thing that a part of the text speaks of.
///
/// @param key what all names of the thing have in common, see [Names]
/// @param name as it stands in the text first
/// @param kind such as `person`, or `term` where nothing better is known
/// @param mentions how often the part speaks of it
record Mention(String key, String name, String kind, int mentions) {}
