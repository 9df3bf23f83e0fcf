package dev.millrace.client.watch;

/// An event of a stream.
///
/// @param name `message` where the stream gives none
record SseEvent(String name, String data) {}
