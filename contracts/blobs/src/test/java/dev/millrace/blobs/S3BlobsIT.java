package dev.millrace.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.adobe.testing.s3mock.S3MockApplication;
import dev.millrace.blobs.s3.S3Blobs;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobsIT extends BlobsContract {

  private static final String BUCKET = "blobs";
  private static S3MockApplication server;
  private static S3Client client;

  @BeforeAll
  @SuppressWarnings("deprecation") // "run the JAR or the container": a JVM of its own costs seconds
  static void open() {
    server =
        S3MockApplication.start(
            new HashMap<>(
                Map.of(
                    S3MockApplication.PROP_HTTP_PORT,
                    S3MockApplication.RANDOM_PORT,
                    S3MockApplication.PROP_HTTPS_PORT,
                    S3MockApplication.RANDOM_PORT,
                    S3MockApplication.PROP_SILENT,
                    true)),
            "--vectors.http.port=0",
            "--vectors.https.port=0",
            // It is no user of the driver and the pool that are on the class path.
            "--spring.autoconfigure.exclude="
                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
    client =
        new BlobsConfiguration.InS3()
            .blobBucket(
                new BlobSettings(
                    BlobSettings.Store.S3,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new BlobSettings.S3(
                        BUCKET,
                        "test/",
                        Optional.of("eu-central-1"),
                        Optional.of(URI.create("http://127.0.0.1:" + server.getHttpPort())),
                        true,
                        Optional.of("key"),
                        Optional.of("secret"))));
    client.createBucket(create -> create.bucket(BUCKET));
  }

  @AfterAll
  static void close() {
    client.close();
    server.stop();
  }

  @Override
  Blobs blobs() {
    return new S3Blobs(client, BUCKET, "test/");
  }

  @Test
  void uploadThatACrashLeftUnfinishedIsAborted() throws Exception {
    client.createMultipartUpload(create -> create.bucket(BUCKET).key("test/left-over"));

    blobs().forgetUnfinished(Instant.now().minusSeconds(60));
    assertThat(client.listMultipartUploads(l -> l.bucket(BUCKET)).uploads()).hasSize(1);
    blobs().forgetUnfinished(Instant.now().plusSeconds(60));
    assertThat(client.listMultipartUploads(l -> l.bucket(BUCKET)).uploads()).isEmpty();
  }

  @Test
  void objectsThatAreNoBlobsAreNotListed() throws Exception {
    client.putObject(
        put -> put.bucket(BUCKET).key("test/readme.txt"), RequestBody.fromString("hello"));

    assertThat(all(Instant.now().plusSeconds(60)))
        .noneMatch(name -> name.toString().contains("readme"));
  }
}
