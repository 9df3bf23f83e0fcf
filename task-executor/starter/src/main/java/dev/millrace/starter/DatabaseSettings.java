package dev.millrace.starter;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How an executor keeps its tables, `millrace.executor.database.*`.
///
/// @param migrate whether the executor brings its tables up to date when it starts; otherwise they
///   have to be so
@ConfigurationProperties("millrace.executor.database")
record DatabaseSettings(@DefaultValue("true") boolean migrate) {}
