package dev.millrace.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blobs.s3.S3Blobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BlobsConfigurationTest {

  private final ApplicationContextRunner inS3 =
      new ApplicationContextRunner()
          .withUserConfiguration(BlobsConfiguration.class)
          .withPropertyValues(
              "millrace.blobs.store=s3",
              "millrace.blobs.s3.bucket=blobs",
              "millrace.blobs.s3.region=eu-central-1",
              "millrace.blobs.s3.access-key=key",
              "millrace.blobs.s3.secret-key=secret");

  @Test
  void settingAloneKeepsBlobsInS3WhereItsClientIsThere() {
    inS3.run(context -> assertThat(context).hasSingleBean(Blobs.class).hasBean("blobBucket"));
    inS3.run(context -> assertThat(context.getBean(Blobs.class)).isInstanceOf(S3Blobs.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"software.amazon.awssdk", "software.amazon.awssdk.http.urlconnection"})
  void withoutItTheStartSaysWhatIsMissing(String missing) {
    inS3.withClassLoader(new FilteredClassLoader(missing))
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("software.amazon.awssdk:s3")
                .hasMessageContaining("software.amazon.awssdk:url-connection-client"));
  }
}
