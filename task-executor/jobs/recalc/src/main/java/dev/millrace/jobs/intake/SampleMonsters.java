package dev.millrace.jobs.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Fills an empty table with a few hundred monsters, so that a newcomer has something to compute.
///
/// A table that holds anything is left alone. Two processes that start at once both find it empty
/// and write the same rows, which the second finds unchanged.
final class SampleMonsters implements InitializingBean {

  private static final Logger LOG = LoggerFactory.getLogger(SampleMonsters.class);

  private final JdbcClient database;
  private final Intake intake;

  SampleMonsters(JdbcClient database, Intake intake) {
    this.database = database;
    this.intake = intake;
  }

  @Override
  public void afterPropertiesSet() {
    if (!isEmpty()) {
      return;
    }
    try (InputStream samples = new ClassPathResource("sample-monsters.ndjson").getInputStream()) {
      IntakeReport report = intake.take(samples);
      if (report.failed() > 0) {
        throw new IllegalStateException("the sample set is broken: " + report.errors());
      }
      LOG.info("Loaded {} sample monsters.", report.created());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isEmpty() {
    return database
        .sql("select not exists (select from millrace_recalc.monster)")
        .query(Boolean.class)
        .single();
  }
}
