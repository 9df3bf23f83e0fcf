package dev.millrace.jobs.monster;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/// Offers monsters over HTTP.
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = MonsterEntity.class)
@EnableJpaRepositories(basePackageClasses = MonsterRepository.class)
public class MonsterConfiguration {

  @Bean
  MonsterController monsterController(MonsterRepository monsters) {
    return new MonsterController(monsters);
  }
}
