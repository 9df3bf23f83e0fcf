package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Topics;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.TwoExecutors;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a handler commits through JPA's repositories and through JDBC is one transaction with its
/// checkpoint.
@MillraceInfra
@Timeout(60)
class JpaCommitIT {

  private static final ExecutorId ANNE = new ExecutorId("anne");
  private static final TaskType<String, Void> LETTER =
      TaskType.of("letter", String.class, Void.class);
  private static final SubmitOptions URGENT =
      SubmitOptions.NONE.withPriority(dev.millrace.type.Priority.HIGH);
  private static final Json REACHED = new Json("{\"row\":7}");

  private final EngineDatabase database;
  private final AnnotationConfigApplicationContext application =
      new AnnotationConfigApplicationContext();

  JpaCommitIT(Infra infra) {
    database = new EngineDatabase(infra.newDatabase("jpa"));
    database.client().sql("create table greeting (name text primary key)").update();
  }

  @BeforeEach
  void start() {
    application.registerBean(
        DataSource.class,
        database::pool,
        bean -> ((AbstractBeanDefinition) bean).setDestroyMethodName(""));
    application.register(Application.class, StoreConfiguration.class);
    application.refresh();
    store().renew();
  }

  @AfterEach
  void close() {
    application.close();
    database.close();
  }

  @Test
  void anEntityThatIsSavedInACommitIsThereWithTheCheckpoint() throws Exception {
    TaskClaim claim = TwoExecutors.claim(store());

    RunStore.Verdict verdict =
        store()
            .commit(
                claim,
                REACHED,
                jdbc -> {
                  greetings().save(new Greeting("Ada"));
                  jdbc.sql("insert into greeting values ('Grace')").update();
                  assertThat(jdbc.batch("insert into greeting values (?)", rows("Joan", "Mary")))
                      .containsExactly(1, 1);
                });

    assertThat(verdict).isEqualTo(RunStore.Verdict.WRITTEN);
    assertThat(names()).containsExactly("Ada", "Grace", "Joan", "Mary");
    assertThat(checkpoint(claim)).isEqualTo(REACHED.text());
  }

  @Test
  void itIsGoneWithTheCheckpointWhenTheWorkFails() {
    TaskClaim claim = TwoExecutors.claim(store());

    assertThatThrownBy(() ->
            store()
                .commit(
                    claim,
                    REACHED,
                    jdbc -> {
                      greetings().saveAndFlush(new Greeting("Ada"));
                      jdbc.batch("insert into greeting values (?)", rows("Joan"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(names()).isEmpty();
    assertThat(checkpoint(claim)).isNull();
  }

  /// The insert is sent when the transaction is committed, after the checkpoint is written.
  @Test
  void theCheckpointIsGoneWhenTheEntityCannotBeStored() throws Exception {
    database.client().sql("insert into greeting values ('Ada')").update();
    TaskClaim claim = TwoExecutors.claim(store());

    assertThatThrownBy(
            () -> store().commit(claim, REACHED, _ -> entities().persist(new Greeting("Ada"))))
        .hasStackTraceContaining("duplicate key");

    assertThat(checkpoint(claim)).isNull();
  }

  @Test
  void nothingOfItIsThereWhenAnotherExecutorHasTheTask() throws Exception {
    TaskClaim claim = TwoExecutors.claim(store());
    database.client().sql("update millrace_engine.run set epoch = epoch + 1").update();

    RunStore.Verdict verdict =
        store().commit(claim, REACHED, _ -> greetings().saveAndFlush(new Greeting("Ada")));

    assertThat(verdict).isEqualTo(RunStore.Verdict.REFUSED);
    assertThat(names()).isEmpty();
  }

  @Test
  void aTaskThatIsSubmittedInACommitIsThereWithItAndGoneWithIt() throws Exception {
    TaskClaim claim = TwoExecutors.claim(store());
    List<TaskId> ids = new ArrayList<>();

    assertThatThrownBy(() ->
            store()
                .commit(
                    claim,
                    REACHED,
                    jdbc -> {
                      ids.add(jdbc.submit(LETTER, "Ada"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    store().commit(claim, REACHED, jdbc -> ids.add(jdbc.submit(LETTER, "Joan", URGENT)));
    database.client().sql("update millrace_engine.run set epoch = epoch + 1").update();
    store().commit(claim, REACHED, jdbc -> ids.add(jdbc.submit(LETTER, "Mary")));

    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
    List<OutboxFrame.Numbered> told =
        database.frames().stream()
            .filter(line -> line.frame().topic().equals(Topics.SUBMISSIONS))
            .toList();
    assertThat(told).hasSize(1);
    OutboxFrame.Numbered only = told.getFirst();
    assertThat(only.frame().key()).isEqualTo(ids.get(1).toString());
    assertThat(only.frame().traceparent()).isEqualTo(claim.traceparent());
    assertThat(TaskCodec.readSubmission(only.toCloudEvent("test")))
        .isEqualTo(
            new SubmitTask(
                new dev.millrace.events.task.TaskType("letter"),
                claim.request().userId(),
                new Json("\"Joan\""),
                Priority.HIGH,
                claim.request().projectId(),
                null,
                null,
                null));
  }

  @Test
  void aTransactionalServiceJoins() {
    TaskClaim claim = TwoExecutors.claim(store());
    var service = new TransactionTemplate(application.getBean(PlatformTransactionManager.class));

    assertThatThrownBy(() ->
            store()
                .commit(
                    claim,
                    REACHED,
                    _ -> {
                      service.executeWithoutResult(_ -> greetings().save(new Greeting("Ada")));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(names()).isEmpty();
  }

  @Test
  void aCommitWithinAnotherTransactionIsRefused() {
    TaskClaim claim = TwoExecutors.claim(store());
    var service = new TransactionTemplate(application.getBean(PlatformTransactionManager.class));

    service.executeWithoutResult(_ ->
        assertThatThrownBy(() -> store().commit(claim, REACHED, _ -> {}))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("outside of any transaction"));

    assertThat(checkpoint(claim)).isNull();
  }

  @Test
  void aManagerOfAnotherDataSourceDoesNotTakeTheCheckpointAway() throws Exception {
    var elsewhere = new JdbcTransactionManager(new DelegatingDataSource(database.pool()));
    RunStore store = database.store(ANNE, Duration.ofMinutes(1), () -> elsewhere);
    TaskClaim claim = TwoExecutors.claim(store);

    assertThatThrownBy(() ->
            store.commit(
                claim,
                REACHED,
                jdbc -> {
                  jdbc.sql("insert into greeting values ('Ada')").update();
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(names()).isEmpty();

    store.commit(claim, REACHED, jdbc -> jdbc.sql("insert into greeting values ('Joan')").update());

    assertThat(names()).containsExactly("Joan");
    assertThat(checkpoint(claim)).isEqualTo(REACHED.text());
  }

  private RunStore store() {
    return application.getBean(RunStore.class);
  }

  private Greetings greetings() {
    return application.getBean(Greetings.class);
  }

  private EntityManager entities() {
    return SharedEntityManagerCreator.createSharedEntityManager(
        application.getBean(EntityManagerFactory.class));
  }

  private List<@Nullable String> names() {
    return database.client().sql("select name from greeting order by 1").query(String.class).list();
  }

  private @Nullable String checkpoint(TaskClaim claim) {
    return database
        .client()
        .sql("select coalesce(checkpoint::text, '') from millrace_engine.run where task_id = ?")
        .param(claim.taskId().value())
        .query(String.class)
        .optional()
        .filter(text -> !text.isEmpty())
        .orElse(null);
  }

  private static List<Object[]> rows(String... names) {
    List<Object[]> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(new Object[] {name});
    }
    return rows;
  }

  @Entity
  @Table(name = "greeting")
  @NullUnmarked // filled by Hibernate
  static class Greeting {
    @Id String name;

    Greeting() {}

    Greeting(String name) {
      this.name = name;
    }
  }

  interface Greetings extends JpaRepository<Greeting, String> {}

  /// What a service with JPA has, and what the engine's store needs beside.
  @Configuration(proxyBeanMethods = false)
  @EnableJpaRepositories(
      considerNestedRepositories = true,
      includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Greetings.class))
  static class Application {

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource database) {
      var entities = new LocalContainerEntityManagerFactoryBean();
      entities.setDataSource(database);
      entities.setManagedTypes(PersistenceManagedTypes.of(Greeting.class.getName()));
      entities.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      return entities;
    }

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory entities) {
      return new JpaTransactionManager(entities);
    }

    @Bean
    ExecutorId executorId() {
      return ANNE;
    }

    @Bean(EngineConfiguration.CLOCK)
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    ExecutorSettings executorSettings(Environment environment) {
      return Binder.get(environment).bindOrCreate("millrace.executor", ExecutorSettings.class);
    }
  }
}
