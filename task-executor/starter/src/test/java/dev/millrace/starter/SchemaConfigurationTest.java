package dev.millrace.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.AbstractDataSource;

class SchemaConfigurationTest {

  private final ApplicationContextRunner executor =
      new ApplicationContextRunner()
          .withBean(DataSource.class, Untouched::new)
          .withUserConfiguration(SchemaConfiguration.class);

  @Test
  void executorBringsItsTablesUpToDateAtItsStart() {
    executor.run(context ->
        assertThat(context).getFailure().rootCause().hasMessage("somebody asks for tables"));
  }

  @Test
  void executorThatIsToldSoLeavesItsTablesAlone() {
    executor
        .withPropertyValues("millrace.executor.database.migrate=false")
        .run(context -> assertThat(context).hasNotFailed());
  }

  private static final class Untouched extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("somebody asks for tables");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
