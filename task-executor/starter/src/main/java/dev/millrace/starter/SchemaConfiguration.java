package dev.millrace.starter;

import dev.millrace.schema.OwnSchema;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/// Brings the engine's schema and every [OwnSchema] bean up to date at the start.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
public class SchemaConfiguration {

  @Bean
  Migrations millraceMigrations(
      DatabaseSettings settings,
      DataSource database,
      Environment environment,
      ObjectProvider<OwnSchema> jobs) {
    Login owner =
        Binder.get(environment)
            .bind("spring.flyway", Login.class)
            .orElseGet(() -> new Login(null, null));
    return new Migrations(settings, owner.of(database), jobs.orderedStream().toList());
  }

  /// The role that owns the tables, under the names that Spring Boot's own Flyway has for it;
  /// without one the service's own.
  record Login(@Nullable String user, @Nullable String password) {

    DataSource of(DataSource service) {
      return user == null
          ? service
          : DataSourceBuilder.derivedFrom(service)
              .type(SimpleDriverDataSource.class)
              .username(user)
              .password(password)
              .build();
    }
  }
}
