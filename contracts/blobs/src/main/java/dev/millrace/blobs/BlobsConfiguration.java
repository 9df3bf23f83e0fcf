package dev.millrace.blobs;

import dev.millrace.blobs.postgres.BlobAddress;
import dev.millrace.blobs.postgres.BlobDatabase;
import dev.millrace.blobs.s3.S3Blobs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Gives a service its [Blobs]: PostgreSQL by default, S3 by setting and where its client is on the
/// class path.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BlobSettings.class)
public class BlobsConfiguration {

  private static final String S3_CLIENT = "software.amazon.awssdk.services.s3.S3Client";
  private static final String HTTP_CLIENT =
      "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient";

  /// In a database of its own.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      name = "millrace.blobs.store",
      havingValue = "postgres",
      matchIfMissing = true)
  static class InPostgres {

    @Bean(destroyMethod = "close")
    BlobDatabase blobDatabase(BlobSettings settings, JdbcConnectionDetails service) {
      String neighbour = service.getJdbcUrl();
      var user =
          new BlobDatabase.Login(
              settings.username().orElseGet(() -> orEmpty(service.getUsername())),
              settings.password().orElseGet(() -> orEmpty(service.getPassword())));
      var owner =
          settings
              .owner()
              .map(name -> new BlobDatabase.Login(name, settings.ownerPassword().orElse("")))
              .orElse(user);
      return BlobDatabase.open(
          settings.url().orElseGet(() -> BlobAddress.beside(neighbour)), user, owner, neighbour);
    }

    private static String orEmpty(@Nullable String value) {
      return Objects.requireNonNullElse(value, "");
    }

    @Bean
    Blobs blobs(BlobDatabase database) {
      return database.blobs();
    }
  }

  /// In a bucket.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "millrace.blobs.store", havingValue = "s3")
  @ConditionalOnClass(name = {S3_CLIENT, HTTP_CLIENT})
  static class InS3 {

    @Bean(destroyMethod = "close")
    S3Client blobBucket(BlobSettings settings) {
      BlobSettings.S3 where = settings.s3();
      var client =
          S3Client.builder()
              .httpClient(UrlConnectionHttpClient.create())
              .forcePathStyle(where.pathStyle());
      where.region().map(Region::of).ifPresent(client::region);
      where.endpoint().ifPresent(client::endpointOverride);
      where
          .accessKey()
          .ifPresent(key ->
              client.credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(key, where.secretKey().orElseThrow()))));
      return client.build();
    }

    @Bean
    Blobs blobs(S3Client bucket, BlobSettings settings) {
      return new S3Blobs(bucket, settings.s3().bucket(), settings.s3().prefix());
    }
  }

  /// The setting asks for a bucket, and what reaches one is not there. Whoever keeps blobs
  /// elsewhere need not have it.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "millrace.blobs.store", havingValue = "s3")
  @Conditional(NoClientOfS3.class)
  static class WithoutS3 {

    @Bean
    Blobs blobs() {
      throw new IllegalStateException(
          "millrace.blobs.store=s3 needs software.amazon.awssdk:s3 and"
              + " software.amazon.awssdk:url-connection-client on the class path");
    }
  }

  static final class NoClientOfS3 extends NoneNestedConditions {

    NoClientOfS3() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnClass(name = {S3_CLIENT, HTTP_CLIENT})
    static final class BothAreThere {}
  }
}
