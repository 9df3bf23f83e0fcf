package dev.millrace.client.spring;

import java.util.function.Supplier;

/// Gives the access token of each call. An application that has tokens of another kind has a bean
/// of this.
@FunctionalInterface
public interface MillraceTokens extends Supplier<String> {}
