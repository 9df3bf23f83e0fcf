package dev.millrace.jobs.monster;

import dev.millrace.http.problem.ProblemConfiguration;
import dev.millrace.http.problem.ProblemKinds;
import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/// Offers monsters over HTTP.
// Before Spring puts an answer to exceptions of its own in the place of ours.
@AutoConfiguration(before = WebMvcAutoConfiguration.class)
@ConditionalOnExecutor
@Import(ProblemConfiguration.class)
@EntityScan(basePackageClasses = MonsterEntity.class)
@EnableJpaRepositories(basePackageClasses = MonsterRepository.class)
public class MonsterConfiguration {

  @Bean
  ProblemKinds monsterProblems() {
    return ProblemKinds.of(MonsterProblem.values());
  }

  @Bean
  MonsterController monsterController(MonsterRepository monsters) {
    return new MonsterController(monsters);
  }
}
