package dev.millrace.api.submit;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.quota.Quotas;
import dev.millrace.api.submit.commit.Coalescing;
import dev.millrace.api.submit.commit.GroupCommit;
import dev.millrace.api.submit.commit.GroupCommitSettings;
import dev.millrace.api.submit.commit.PostgresSubmissionStore;
import dev.millrace.api.submit.commit.SubmissionStore;
import dev.millrace.api.upload.Uploads;
import dev.millrace.api.user.CurrentUser;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the way of a submission together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GroupCommitSettings.class, SubmissionSettings.class})
class SubmitWiring {

  @Bean
  SubmissionStore submissionStore(DataSource database, GroupCommitSettings settings) {
    return new PostgresSubmissionStore(database, settings.timeout());
  }

  @Bean(destroyMethod = "close")
  GroupCommit groupCommit(SubmissionStore store, GroupCommitSettings settings) {
    return new GroupCommit(store, settings);
  }

  @Bean
  Submissions submissions(
      Catalogue catalogue,
      SubmissionSettings limits,
      GroupCommit commits,
      SubmissionStore store,
      TaskFinder tasks,
      Quotas quotas,
      Uploads uploads,
      CurrentUser users,
      Clock clock) {
    return new Submissions(
        catalogue,
        new Acceptance(limits.parameters()),
        new Coalescing(commits, store, tasks),
        quotas,
        uploads,
        users,
        clock);
  }
}
