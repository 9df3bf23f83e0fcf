package dev.millrace.jobs.intake;

import dev.millrace.http.problem.ProblemConfiguration;
import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes monsters in over HTTP and, with `millrace.jobs.samples=true`, from the built-in set.
// Before Spring puts an answer to exceptions of its own in the place of ours.
@AutoConfiguration(before = WebMvcAutoConfiguration.class)
@ConditionalOnExecutor
@Import(ProblemConfiguration.class)
@EnableConfigurationProperties(IntakeSettings.class)
public class IntakeConfiguration {

  @Bean
  Intake intake(
      JdbcClient database, PlatformTransactionManager transactions, IntakeSettings settings) {
    var limits = new StoreLimits(database, settings);
    return new Intake(
        new MonsterUpserts(
            new MonsterRows(database),
            new SkillAndTagRows(database),
            limits,
            new TransactionTemplate(transactions)),
        limits);
  }

  @Bean
  MonsterIntakeController monsterIntakeController(
      Intake intake,
      IntakeSettings limits,
      JdbcClient database,
      PlatformTransactionManager transactions) {
    return new MonsterIntakeController(
        intake, limits, new MonsterRemoval(database, new TransactionTemplate(transactions)));
  }

  @Bean
  @ConditionalOnBooleanProperty("millrace.jobs.samples")
  SampleMonsters sampleMonsters(JdbcClient database, Intake intake) {
    return new SampleMonsters(database, intake);
  }
}
